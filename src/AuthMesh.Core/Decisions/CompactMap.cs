using System.Diagnostics.CodeAnalysis;

namespace AuthMesh.Core.Decisions;

/// <summary>An immutable map for what is small nearly everywhere and very large in places: a sorted array while few, a <see cref="PersistentMap{TKey, TValue}"/> beyond. One reference, null when empty.</summary>
/// <remarks>Most places of a list hold but one or two entries, and even some hundred are found sooner in one piece of memory than in the many of a tree: what a look-up waits
/// for is memory. Copying them for a change takes less than a microsecond. The order is that of the keys' hashes, which lie evenly: so the place of a key is guessed, not
/// sought by halves, and nearly always in the same cache line or the next (Peterson, "Addressing for Random-Access Storage", 1957).</remarks>
internal readonly partial struct CompactMap<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>The most that is held in an array.</summary>
    public const int MostFew = 256;

    private readonly object? _entries;

    private CompactMap(PersistentMap<TKey, TValue> many) => _entries = many;

    private CompactMap(KeyValuePair<TKey, TValue>[] few) => _entries = few.Length == 0 ? null : few;

    private CompactMap(object? entries) => _entries = entries;

    /// <summary>The one reference, for <see cref="In"/>.</summary>
    public object? Entries => _entries;

    /// <summary>The map of these <see cref="Entries"/>; empty when they are those of a map with other types.</summary>
    public static CompactMap<TKey, TValue> In(object? entries) =>
        entries is KeyValuePair<TKey, TValue>[] or PersistentMap<TKey, TValue> ? new(entries) : default;

    /// <summary>True when there are no entries.</summary>
    public bool IsEmpty => _entries is null;

    /// <summary>How many entries.</summary>
    public int Count => Many?.Count ?? Few.Length;

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

        var few = Few;
        var at = IndexOf(few, key);
        value = at < 0 ? default : few[at].Value;
        return at >= 0;
    }

    /// <summary>With this entry, in the place of one of the same key.</summary>
    public CompactMap<TKey, TValue> Set(TKey key, TValue value)
    {
        if (Many is { } many)
        {
            return new(many.Set(key, value));
        }

        var few = Few;
        var at = IndexOf(few, key);
        if (at < 0 && few.Length == MostFew)
        {
            return new(ToTree(few).Set(key, value));
        }

        var entry = KeyValuePair.Create(key, value);
        return new((KeyValuePair<TKey, TValue>[])(at < 0 ? [.. few[..~at], entry, .. few[~at..]] : [.. few[..at], entry, .. few[(at + 1)..]]));
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
        var at = IndexOf(few, key);
        return at < 0 ? this : new((KeyValuePair<TKey, TValue>[])[.. few[..at], .. few[(at + 1)..]]);
    }

    /// <summary>Walks all entries, in no particular order, allocating nothing.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Where the key is, or the complement of where it would be.</summary>
    private static int IndexOf(ReadOnlySpan<KeyValuePair<TKey, TValue>> few, TKey key)
    {
        var rank = Rank(key);
        var at = (int)(((ulong)rank * (uint)few.Length) >> 32);
        while (at > 0 && Rank(few[at - 1].Key) >= rank)
        {
            at--;
        }

        for (; at < few.Length && Rank(few[at].Key) is var found && found <= rank; at++)
        {
            if (found == rank && few[at].Key.Equals(key))
            {
                return at;
            }
        }

        return ~at;
    }

    /// <summary>Where among all keys this one stands. Fibonacci hashing: neighbouring numbers fall far apart.</summary>
    private static uint Rank(TKey key) => (uint)key.GetHashCode() * 2654435769u;

    private static PersistentMap<TKey, TValue> ToTree(ReadOnlySpan<KeyValuePair<TKey, TValue>> few)
    {
        var map = PersistentMap<TKey, TValue>.Empty;
        foreach (var (key, value) in few)
        {
            map = map.Set(key, value);
        }

        return map;
    }

    private static KeyValuePair<TKey, TValue>[] ToArray(PersistentMap<TKey, TValue> map)
    {
        var entries = new KeyValuePair<TKey, TValue>[map.Count];
        var count = 0;
        foreach (var entry in map)
        {
            entries[count++] = entry;
        }

        Array.Sort(entries, (one, other) => Rank(one.Key).CompareTo(Rank(other.Key)));
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
