using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

using Edges = ImmutableDictionary<MembershipKey, Edge>;

/// <summary>Who is in what, found by child. Immutable.</summary>
/// <remarks>A group with very many members costs nothing here, a child with very many parents has them in a persistent map of its own.</remarks>
internal sealed class MembershipTable
{
    private readonly ImmutableDictionary<string, Edges> _byChild;

    private MembershipTable(ImmutableDictionary<string, Edges> byChild) => _byChild = byChild;

    /// <summary>Nobody is in anything.</summary>
    public static MembershipTable Empty { get; } = new(ImmutableDictionary.Create<string, Edges>(StringComparer.Ordinal));

    /// <summary>True when nothing is held.</summary>
    public bool IsEmpty => _byChild.IsEmpty;

    /// <summary>With these memberships as they stand now; one that is never possible goes.</summary>
    public MembershipTable With(IReadOnlyCollection<(MembershipKey Key, Edge Edge)> changes)
    {
        if (changes.Count == 0)
        {
            return this;
        }

        var byChild = _byChild.ToBuilder();
        foreach (var (key, edge) in changes)
        {
            var edges = byChild.GetValueOrDefault(key.Child.Value) ?? Edges.Empty;
            edges = edge.Possible.IsEmpty ? edges.Remove(key) : edges.SetItem(key, edge);
            if (edges.IsEmpty)
            {
                byChild.Remove(key.Child.Value);
            }
            else
            {
                byChild[key.Child.Value] = edges;
            }
        }

        return new MembershipTable(byChild.ToImmutable());
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
            foreach (var (_, edge) in _byChild.GetValueOrDefault(reached[i], Edges.Empty))
            {
                if (edge.Possible.HoldAt(instant))
                {
                    reached.Add(edge.Parent);
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
            foreach (var (_, edge) in _byChild.GetValueOrDefault(reached[i], Edges.Empty))
            {
                if (edge.Certain.Contains(instant))
                {
                    reached.Add(edge.Parent);
                }
            }
        }

        return reached;
    }
}
