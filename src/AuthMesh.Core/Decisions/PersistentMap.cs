using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AuthMesh.Core.Decisions;

/// <summary>An immutable map from which another is made at the cost of the difference.</summary>
/// <remarks>
/// <para>A hash trie: each node takes five bits of the key's hash and has up to 32 places, of which only those in use are stored, entries and
/// child nodes in arrays of their own. A change copies the nodes on the way to one place, at most seven, and shares all others; so neither its cost nor
/// that of a look-up grows with the map in practice. Against the balanced tree of <c>System.Collections.Immutable</c> a look-up
/// touches four nodes in place of twenty, and an entry needs no node of its own.</para>
/// <para>Bagwell, "Ideal Hash Trees", 2001; Steindorfer and Vinju, "Optimizing Hash-Array Mapped Tries for Fast and Lean Immutable JVM Collections", 2015.
/// Strings have a hash seeded at random, so nobody can choose names that all fall into one place.</para>
/// </remarks>
internal sealed class PersistentMap<TKey, TValue>
    where TKey : notnull, IEquatable<TKey>
{
    private readonly PersistentMapNode<TKey, TValue> _root;

    private PersistentMap(PersistentMapNode<TKey, TValue> root, int count)
    {
        _root = root;
        Count = count;
    }

    /// <summary>The map without entries.</summary>
    public static PersistentMap<TKey, TValue> Empty { get; } = new(PersistentMapNode<TKey, TValue>.Empty, 0);

    /// <summary>How many entries.</summary>
    public int Count { get; }

    /// <summary>True when there are none.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Looks a key up.</summary>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => _root.TryFind(key, key.GetHashCode(), out value);

    /// <summary>The value of a key, or what to take without one.</summary>
    public TValue ValueOr(TKey key, TValue otherwise) => TryGetValue(key, out var value) ? value : otherwise;

    /// <summary>With this entry, in the place of one of the same key.</summary>
    public PersistentMap<TKey, TValue> Set(TKey key, TValue value)
    {
        var root = _root.Set(key, value, key.GetHashCode(), shift: 0, out var added);
        return new PersistentMap<TKey, TValue>(root, added ? Count + 1 : Count);
    }

    /// <summary>Without the entry of this key; the same map when there is none.</summary>
    public PersistentMap<TKey, TValue> Remove(TKey key)
    {
        var root = _root.Remove(key, key.GetHashCode(), shift: 0);
        return ReferenceEquals(root, _root) ? this : Count == 1 ? Empty : new PersistentMap<TKey, TValue>(root, Count - 1);
    }

    /// <summary>Walks all entries, in no particular order, allocating nothing.</summary>
    public Enumerator GetEnumerator() => new(_root);

    /// <summary>Walks a node's own entries, then those of its children.</summary>
    public struct Enumerator
    {
        private Path _path;
        private int _depth, _place;

        internal Enumerator(PersistentMapNode<TKey, TValue> root)
        {
            _path[0].Node = root;
            _place = -1;
        }

        /// <summary>The entry at which the walk is.</summary>
        public readonly KeyValuePair<TKey, TValue> Current => _path[_depth].Node.Entries[_place];

        /// <summary>Goes on to the next entry; false at the end.</summary>
        public bool MoveNext()
        {
            _place++;
            while (_place >= _path[_depth].Node.Entries.Length)
            {
                ref var step = ref _path[_depth];
                if (step.NextChild < step.Node.Children.Length)
                {
                    _path[++_depth] = new Step { Node = step.Node.Children[step.NextChild++] };
                    _place = 0;
                }
                else if (_depth-- == 0)
                {
                    _depth = 0;
                    return false;
                }
                else
                {
                    _place = int.MaxValue; // this node's own entries came before its children's
                }
            }

            return true;
        }

        private struct Step
        {
            public PersistentMapNode<TKey, TValue> Node;
            public int NextChild;
        }

        /// <summary>From the root to the node at which the walk is: seven levels, and the lists of equal hashes below them.</summary>
        [InlineArray(8)]
        private struct Path
        {
            private Step _first;
        }
    }
}
