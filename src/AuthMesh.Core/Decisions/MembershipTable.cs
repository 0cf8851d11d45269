using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

using Edges = PersistentMap<Destination, Edge>;

/// <summary>Who is in what, found by child. Immutable.</summary>
/// <remarks>A group with very many members costs nothing here, a child with very many parents has them in a persistent map of its own.</remarks>
internal sealed class MembershipTable
{
    private readonly PersistentMap<string, Edges> _byChild;

    private MembershipTable(PersistentMap<string, Edges> byChild) => _byChild = byChild;

    /// <summary>Nobody is in anything.</summary>
    public static MembershipTable Empty { get; } = new(PersistentMap<string, Edges>.Empty);

    /// <summary>True when nothing is held.</summary>
    public bool IsEmpty => _byChild.IsEmpty;

    /// <summary>With these memberships as they stand now; one that is never possible goes.</summary>
    public MembershipTable With(IReadOnlyCollection<(MembershipKey Key, Edge Edge)> changes)
    {
        var byChild = _byChild;
        foreach (var (key, edge) in changes)
        {
            var destination = new Destination(key.Parent.Value, key.Unknown);
            var edges = byChild.ValueOr(key.Child.Value, Edges.Empty);
            edges = edge.Possible.IsEmpty ? edges.Remove(destination) : edges.Set(destination, edge);
            byChild = edges.IsEmpty ? byChild.Remove(key.Child.Value) : byChild.Set(key.Child.Value, edges);
        }

        return new MembershipTable(byChild);
    }

    /// <summary>The name and everything that it is possibly a member of at the instant, nearest first.</summary>
    /// <param name="allCertain">True when every membership followed was certain too: then <see cref="Certain"/> is the same.</param>
    public NameSet Possible(string name, long instant, out bool allCertain)
    {
        allCertain = true;
        var reached = new NameSet();
        reached.Add(name);
        for (var i = 0; i < reached.Count; i++)
        {
            foreach (var (destination, edge) in _byChild.ValueOr(reached[i], Edges.Empty))
            {
                if (edge.Possible.HoldAt(instant))
                {
                    reached.Add(destination.Parent);
                    allCertain &= edge.Certain.Contains(instant);
                }
            }
        }

        return reached;
    }

    /// <summary>The name and everything that it is certainly a member of at the instant, nearest first.</summary>
    public NameSet Certain(string name, long instant)
    {
        var reached = new NameSet();
        reached.Add(name);
        for (var i = 0; i < reached.Count; i++)
        {
            foreach (var (destination, edge) in _byChild.ValueOr(reached[i], Edges.Empty))
            {
                if (edge.Certain.Contains(instant))
                {
                    reached.Add(destination.Parent);
                }
            }
        }

        return reached;
    }
}
