using System.Diagnostics.CodeAnalysis;

namespace AuthMesh.Core.Decisions;

/// <summary>An immutable map for what is small nearly everywhere and very large in places: a plain array while few, a <see cref="PersistentMap{TKey, TValue}"/> beyond. One reference, null when empty.</summary>
/// <remarks>Copying a few entries costs less than finding a place in a tree, and looking through them less than hashing; and most places of a list hold but one or two.</remarks>
internal readonly struct CompactMap<TKey, TValue>
    where TKey : notnull, IEquatable<TKey>
{
    /// <summary>The most that is held in an array.</summary>
    public const int MostFew = 32;

    private readonly object? _entries;

    private CompactMap(object? entries) => _entries = entries;

    /// <summary>True when there are no entries.</summary>
    public bool IsEmpty => _entries is null;

    /// <summary>The tree when there are many entries; null when they are in <see cref="Few"/>.</summary>
    public PersistentMap<TKey, TValue>? Many => _entries as PersistentMap<TKey, TValue>;

    /// <summary>The entries when there are few.</summary>
    public ReadOnlySpan<KeyValuePair<TKey, TValue>> Few => _entries as KeyValuePair<TKey, TValue>[];

    /// <summary>Looks a key up.</summary>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (Many is { } many)
        {
            return many.TryGetValue(key, out value);
        }

        foreach (ref readonly var entry in Few)
        {
            if (entry.Key.Equals(key))
            {
                value = entry.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>With this entry, in the place of one of the same key.</summary>
    public CompactMap<TKey, TValue> Set(TKey key, TValue value)
    {
        if (Many is { } many)
        {
            return new(many.Set(key, value));
        }

        var few = Few;
        var at = IndexOf(key);
        if (at < 0 && few.Length == MostFew)
        {
            var map = PersistentMap<TKey, TValue>.Empty;
            foreach (var (oneKey, oneValue) in few)
            {
                map = map.Set(oneKey, oneValue);
            }

            return new(map.Set(key, value));
        }

        KeyValuePair<TKey, TValue>[] entries = at < 0 ? [.. few, default] : few.ToArray();
        entries[at < 0 ? few.Length : at] = KeyValuePair.Create(key, value);
        return new(entries);
    }

    /// <summary>Without the entry of this key.</summary>
    /// <remarks>Half as many as fit make an array of a tree again, so that a key that comes and goes does not turn it to and fro.</remarks>
    public CompactMap<TKey, TValue> Remove(TKey key)
    {
        if (Many is { } many)
        {
            var rest = many.Remove(key);
            return rest.Count > MostFew / 2 ? new(rest) : new(ToArray(rest));
        }

        var few = Few;
        var at = IndexOf(key);
        return at < 0 ? this : few.Length == 1 ? default : new((KeyValuePair<TKey, TValue>[])[.. few[..at], .. few[(at + 1)..]]);
    }

    /// <summary>Walks all entries, in no particular order, allocating nothing.</summary>
    public Enumerator GetEnumerator() => new(this);

    private int IndexOf(TKey key)
    {
        var few = Few;
        for (var at = 0; at < few.Length; at++)
        {
            if (few[at].Key.Equals(key))
            {
                return at;
            }
        }

        return -1;
    }

    private static KeyValuePair<TKey, TValue>[] ToArray(PersistentMap<TKey, TValue> map)
    {
        var entries = new KeyValuePair<TKey, TValue>[map.Count];
        var count = 0;
        foreach (var entry in map)
        {
            entries[count++] = entry;
        }

        return entries;
    }

    /// <summary>Walks the array or the tree.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<KeyValuePair<TKey, TValue>> _few;
        private readonly bool _isMany;
        private PersistentMap<TKey, TValue>.Enumerator _many;
        private int _place;

        internal Enumerator(CompactMap<TKey, TValue> map)
        {
            _few = map.Few;
            _place = -1;
            if (map.Many is { } many)
            {
                _isMany = true;
                _many = many.GetEnumerator();
            }
        }

        /// <summary>The entry at which the walk is.</summary>
        public readonly KeyValuePair<TKey, TValue> Current => _isMany ? _many.Current : _few[_place];

        /// <summary>Goes on to the next entry; false at the end.</summary>
        public bool MoveNext() => _isMany ? _many.MoveNext() : ++_place < _few.Length;
    }
}
