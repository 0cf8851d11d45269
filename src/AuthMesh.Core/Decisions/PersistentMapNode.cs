using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace AuthMesh.Core.Decisions;

/// <summary>A node of a <see cref="PersistentMap{TKey, TValue}"/>.</summary>
/// <remarks>
/// <para>Invariant: each of the 32 places holds nothing, an entry or a child, never two of them; a child holds at least two entries, itself or
/// below. So equal contents have equal shapes, and what is removed leaves no empty nodes behind.</para>
/// <para>Where all 32 bits of the hash are spent, a node is a plain list of the entries whose hashes are equal.</para>
/// </remarks>
internal sealed class PersistentMapNode<TKey, TValue>
    where TKey : notnull, IEquatable<TKey>
{
    private const int BitsPerLevel = 5, HashBits = 32;

    private readonly uint _entryPlaces, _childPlaces;

    private PersistentMapNode(uint entryPlaces, KeyValuePair<TKey, TValue>[] entries, uint childPlaces, PersistentMapNode<TKey, TValue>[] children)
    {
        _entryPlaces = entryPlaces;
        Entries = entries;
        _childPlaces = childPlaces;
        Children = children;
    }

    public static PersistentMapNode<TKey, TValue> Empty { get; } = new(0, [], 0, []);

    /// <summary>The entries in use, in the order of their places.</summary>
    public KeyValuePair<TKey, TValue>[] Entries { get; }

    /// <summary>The children in use, in the order of their places.</summary>
    public PersistentMapNode<TKey, TValue>[] Children { get; }

    public bool TryFind(TKey key, int hash, [MaybeNullWhen(false)] out TValue value)
    {
        var node = this;
        for (var shift = 0; shift < HashBits; shift += BitsPerLevel)
        {
            var place = Place(hash, shift);
            if ((node._childPlaces & place) != 0)
            {
                node = node.Children[Index(node._childPlaces, place)];
                continue;
            }

            if ((node._entryPlaces & place) != 0 && node.Entries[Index(node._entryPlaces, place)] is var entry && entry.Key.Equals(key))
            {
                value = entry.Value;
                return true;
            }

            value = default;
            return false;
        }

        var at = node.IndexInList(key);
        value = at < 0 ? default : node.Entries[at].Value;
        return at >= 0;
    }

    public PersistentMapNode<TKey, TValue> Set(TKey key, TValue value, int hash, int shift, out bool added)
    {
        var entry = KeyValuePair.Create(key, value);
        if (shift >= HashBits)
        {
            var at = IndexInList(key);
            added = at < 0;
            return WithEntries(added ? Inserted(Entries, Entries.Length, entry) : Replaced(Entries, at, entry));
        }

        var place = Place(hash, shift);
        if ((_childPlaces & place) != 0)
        {
            var at = Index(_childPlaces, place);
            return WithChildren(Replaced(Children, at, Children[at].Set(key, value, hash, shift + BitsPerLevel, out added)));
        }

        var index = Index(_entryPlaces, place);
        added = (_entryPlaces & place) == 0 || !Entries[index].Key.Equals(key);
        if ((_entryPlaces & place) == 0)
        {
            return new(_entryPlaces | place, Inserted(Entries, index, entry), _childPlaces, Children);
        }

        if (!added)
        {
            return WithEntries(Replaced(Entries, index, entry));
        }

        // Two entries want one place: both move into a child.
        var sitting = Entries[index];
        var child = Empty
            .Set(sitting.Key, sitting.Value, sitting.Key.GetHashCode(), shift + BitsPerLevel, out _)
            .Set(key, value, hash, shift + BitsPerLevel, out _);
        return new(_entryPlaces & ~place, Removed(Entries, index), _childPlaces | place, Inserted(Children, Index(_childPlaces, place), child));
    }

    /// <summary>The same node when the key is not there.</summary>
    public PersistentMapNode<TKey, TValue> Remove(TKey key, int hash, int shift)
    {
        if (shift >= HashBits)
        {
            var at = IndexInList(key);
            return at < 0 ? this : WithEntries(Removed(Entries, at));
        }

        var place = Place(hash, shift);
        if ((_childPlaces & place) != 0)
        {
            return RemoveFromChild(key, hash, shift, place);
        }

        var index = Index(_entryPlaces, place);
        return (_entryPlaces & place) == 0 || !Entries[index].Key.Equals(key)
            ? this
            : new(_entryPlaces & ~place, Removed(Entries, index), _childPlaces, Children);
    }

    private PersistentMapNode<TKey, TValue> RemoveFromChild(TKey key, int hash, int shift, uint place)
    {
        var index = Index(_childPlaces, place);
        var child = Children[index].Remove(key, hash, shift + BitsPerLevel);
        if (ReferenceEquals(child, Children[index]))
        {
            return this;
        }

        return child.Entries.Length + child.Children.Length > 1 || child.Entries.Length == 0
            ? WithChildren(Replaced(Children, index, child))
            : new(_entryPlaces | place, Inserted(Entries, Index(_entryPlaces, place), child.Entries[0]), _childPlaces & ~place, Removed(Children, index));
    }

    private PersistentMapNode<TKey, TValue> WithEntries(KeyValuePair<TKey, TValue>[] entries) => new(_entryPlaces, entries, _childPlaces, Children);

    private PersistentMapNode<TKey, TValue> WithChildren(PersistentMapNode<TKey, TValue>[] children) => new(_entryPlaces, Entries, _childPlaces, children);

    private int IndexInList(TKey key) => Array.FindIndex(Entries, entry => entry.Key.Equals(key));

    private static uint Place(int hash, int shift) => 1u << ((hash >>> shift) & 31);

    private static int Index(uint places, uint place) => BitOperations.PopCount(places & (place - 1));

    private static T[] Replaced<T>(T[] items, int index, T item)
    {
        var copy = (T[])items.Clone();
        copy[index] = item;
        return copy;
    }

    private static T[] Inserted<T>(T[] items, int index, T item)
    {
        var copy = new T[items.Length + 1];
        Array.Copy(items, copy, index);
        copy[index] = item;
        Array.Copy(items, index, copy, index + 1, items.Length - index);
        return copy;
    }

    private static T[] Removed<T>(T[] items, int index)
    {
        if (items.Length == 1)
        {
            return [];
        }

        var copy = new T[items.Length - 1];
        Array.Copy(items, copy, index);
        Array.Copy(items, index + 1, copy, index, copy.Length - index);
        return copy;
    }
}
