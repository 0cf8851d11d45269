namespace AuthMesh.Core.Decisions;

/// <summary>Names in ordinal order, each with how often it is used; an immutable set from which another is made at the cost of the difference.</summary>
/// <remarks>A B+ tree of copied paths (Bayer and McCreight, "Organization and Maintenance of Large Ordered Indices", 1972): about 20 bytes a name beside its text, where a node for each would take 56.</remarks>
internal sealed class NameTree
{
    /// <summary>Leaves of a tree built at once leave room for what is added later.</summary>
    private const int UsualFill = NameNode.Most * 3 / 4;

    private readonly NameNode? _root;

    private NameTree(NameNode? root) => _root = root;

    public static NameTree Empty { get; } = new(null);

    public bool IsEmpty => _root is null;

    /// <summary>From names and how often each is used.</summary>
    public static NameTree Build(IEnumerable<KeyValuePair<string, int>> uses)
    {
        KeyValuePair<string, int>[] all = [.. uses];
        var names = Array.ConvertAll(all, use => use.Key);
        var counts = Array.ConvertAll(all, use => use.Value);
        Array.Sort(names, counts, StringComparer.Ordinal);
        NameNode[] nodes = [.. names.Chunk(UsualFill).Zip(counts.Chunk(UsualFill), NameNode.Leaf)];
        while (nodes.Length > 1)
        {
            nodes = [.. nodes.Chunk(UsualFill).Select(NameNode.Branch)];
        }

        return nodes.Length == 0 ? Empty : new NameTree(nodes[0]);
    }

    public bool Contains(string name) => _root?.Contains(name) ?? false;

    /// <summary>The names that come after one, in order.</summary>
    public IEnumerable<string> After(string name) => _root?.After(name) ?? [];

    /// <summary>With so many more uses of the name, or less of them: with the last one it goes.</summary>
    public NameTree Use(string name, int uses)
    {
        if (_root is null)
        {
            return uses > 0 ? new NameTree(NameNode.Leaf([name], [uses])) : this;
        }

        var root = _root.Changed(name, uses) switch
        {
            [] => null,
            [var one] => one,
            var two => NameNode.Branch(two),
        };
        while (root?.OnlyChild is { } child)
        {
            root = child;
        }

        return root is null ? Empty : new NameTree(root);
    }
}
