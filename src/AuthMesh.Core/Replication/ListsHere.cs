using System.Diagnostics.CodeAnalysis;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Replication;

/// <summary>The lists of this node, by name and in the order of their names.</summary>
/// <remarks>Every round goes through them many times, and hardly ever is one added: so the order is kept, not made.</remarks>
internal sealed class ListsHere
{
    private readonly Dictionary<ListName, ListReplica> _byName = [];

    /// <summary>All of them, ordered by name.</summary>
    public List<ListReplica> Values { get; } = [];

    public int Count => Values.Count;

    public IEnumerable<ListName> Keys => Values.Select(l => l.Name);

    public ListReplica this[ListName name] => _byName[name];

    public void Add(ListName name, ListReplica list)
    {
        _byName.Add(name, list);
        Values.Insert(Values.FindLastIndex(l => l.Name.CompareTo(name) < 0) + 1, list);
    }

    public void Clear()
    {
        _byName.Clear();
        Values.Clear();
    }

    public bool ContainsKey(ListName name) => _byName.ContainsKey(name);

    public bool TryGetValue(ListName name, [MaybeNullWhen(false)] out ListReplica list) => _byName.TryGetValue(name, out list);
}
