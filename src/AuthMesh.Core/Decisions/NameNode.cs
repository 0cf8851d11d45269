namespace AuthMesh.Core.Decisions;

/// <summary>A node of a <see cref="NameTree"/>: a leaf with names and how often each is used, or a branch over other nodes.</summary>
/// <remarks>
/// Invariants: names are in ordinal order; no leaf and no branch is empty or has more than <see cref="Most"/>; all leaves are equally deep. A node that has fallen
/// below <see cref="Few"/> is joined with a neighbour at the next change of it, so that what is removed gives its memory back.
/// </remarks>
internal sealed class NameNode
{
    /// <summary>The most names or children. Higher: less memory a name, more to copy with each change.</summary>
    public const int Most = 64;
    private const int Few = Most / 4;

    /// <summary>Of a leaf its names, of a branch the first name of each child.</summary>
    private readonly string[] _names;
    private readonly int[] _uses;
    private readonly NameNode[] _children;

    private NameNode(string[] names, int[] uses, NameNode[] children)
    {
        _names = names;
        _uses = uses;
        _children = children;
    }

    public static NameNode Leaf(string[] names, int[] uses) => new(names, uses, []);

    public static NameNode Branch(NameNode[] children) => new(FirstNames(children), [], children);

    /// <summary>The only child of a branch that has but one; null for any other node.</summary>
    public NameNode? OnlyChild => _children.Length == 1 ? _children[0] : null;

    public bool Contains(string name)
    {
        var node = this;
        while (node._children.Length > 0)
        {
            node = node._children[node.ChildFor(name)];
        }

        return node.Search(name) >= 0;
    }

    /// <summary>The names that come after one, in order.</summary>
    public IEnumerable<string> After(string name)
    {
        if (_children.Length == 0)
        {
            var at = Search(name);
            for (at = at < 0 ? ~at : at + 1; at < _names.Length; at++)
            {
                yield return _names[at];
            }
        }

        for (var child = _children.Length == 0 ? 0 : ChildFor(name); child < _children.Length; child++)
        {
            foreach (var next in _children[child].After(name))
            {
                yield return next;
            }
        }
    }

    /// <summary>What takes this node's place once the name has so many more uses: no node when nothing is left, two when it has grown too large.</summary>
    public NameNode[] Changed(string name, int uses) => _children.Length == 0 ? ChangedLeaf(name, uses) : ChangedBranch(name, uses);

    private NameNode[] ChangedLeaf(string name, int uses)
    {
        var at = Search(name);
        if (at < 0)
        {
            return uses <= 0 ? [this] : Leaf(Spliced(_names, ~at, 0, name), Spliced(_uses, ~at, 0, uses)).Split();
        }

        return _uses[at] + uses > 0 ? [Leaf(_names, Spliced(_uses, at, 1, _uses[at] + uses))]
            : _names.Length == 1 ? []
            : [Leaf(Spliced(_names, at, 1), Spliced(_uses, at, 1))];
    }

    private NameNode[] ChangedBranch(string name, int uses)
    {
        var at = ChildFor(name);
        var changed = _children[at].Changed(name, uses);
        var replaced = 1;
        if (changed is [{ _names.Length: < Few } small] && _children.Length > 1)
        {
            var isLast = at == _children.Length - 1;
            at = isLast ? at - 1 : at;
            changed = (isLast ? Joined(_children[at], small) : Joined(small, _children[at + 1])).Split();
            replaced = 2;
        }

        // Only the changed children are asked for their first names: the others may be anywhere in memory.
        var children = Spliced(_children, at, replaced, changed);
        return children.Length == 0 ? [] : new NameNode(Spliced(_names, at, replaced, FirstNames(changed)), [], children).Split();
    }

    private NameNode[] Split()
    {
        if (_names.Length <= Most)
        {
            return [this];
        }

        var half = _names.Length / 2;
        return _children.Length == 0
            ? [Leaf(_names[..half], _uses[..half]), Leaf(_names[half..], _uses[half..])]
            : [new(_names[..half], [], _children[..half]), new(_names[half..], [], _children[half..])];
    }

    private static NameNode Joined(NameNode one, NameNode next) =>
        new([.. one._names, .. next._names], [.. one._uses, .. next._uses], [.. one._children, .. next._children]);

    private static string[] FirstNames(NameNode[] nodes) => Array.ConvertAll(nodes, node => node._names[0]);

    private int Search(string name) => Array.BinarySearch(_names, name, StringComparer.Ordinal);

    private int ChildFor(string name)
    {
        var at = Search(name);
        return at >= 0 ? at : Math.Max(0, ~at - 1);
    }

    private static T[] Spliced<T>(T[] items, int at, int removed, params ReadOnlySpan<T> put) => [.. items.AsSpan(0, at), .. put, .. items.AsSpan(at + removed)];
}
