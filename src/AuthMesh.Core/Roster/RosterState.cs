using System.Collections.Immutable;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Roster;

/// <summary>A node of the mesh as the roster has it.</summary>
/// <param name="Granted">The admissions that brought it in, each with whether it made a steward: rights begin in their future.</param>
public sealed record RosterNode(NodeId Node, ReadOnlyMemory<byte> PublicKey, string Name, string Address, ImmutableArray<(Dot Dot, bool Steward)> Granted)
{
    /// <summary>True when every admission says so.</summary>
    public bool Steward => Granted.All(g => g.Steward);

    /// <summary>True when one who had seen this much of <c>mesh</c> knew the node as admitted.</summary>
    public bool IsAdmittedIn(VersionVector meshPast) => Granted.Any(g => meshPast.Covers(g.Dot));

    /// <summary>True when one who had seen this much of <c>mesh</c> knew the node as a steward.</summary>
    public bool IsStewardIn(VersionVector meshPast) => IsAdmittedIn(meshPast) && Granted.Where(g => meshPast.Covers(g.Dot)).All(g => g.Steward);
}

/// <summary>Who is in the mesh and which lists it has, worked out of the records of list <c>mesh</c>. Immutable.</summary>
/// <remarks>
/// Two stewards may admit the same node unaware of each other: then it is in, by either admission, and a steward only if both say so.
/// Names and addresses: the latest dot by hybrid clock, ties by writer.
/// </remarks>
public sealed class RosterState
{
    private readonly ImmutableDictionary<RecordKey, ListRecord> _records;

    private RosterState()
    {
        _records = ImmutableDictionary<RecordKey, ListRecord>.Empty;
        Nodes = ImmutableSortedDictionary<NodeId, RosterNode>.Empty;
        Lists = [];
    }

    /// <summary>Works out anew only what the changed records are about: a mesh of a thousand nodes is joined one by one.</summary>
    private RosterState(RosterState before, List<ListRecord> changed)
    {
        _records = before._records.SetItems(changed.Select(r => KeyValuePair.Create(r.Key, r)));
        var nodes = before.Nodes.ToBuilder();
        foreach (var node in changed.Select(r => NodeIn(r.Key)).OfType<NodeId>().Distinct())
        {
            nodes.Remove(node);
            if (NodeOf(new NodeAdmissionKey(node)) is { } admitted)
            {
                nodes.Add(node, admitted);
            }
        }

        Nodes = nodes.ToImmutable();
        Lists = changed.Exists(r => r.Key is ListDeclarationKey)
            ? [.. _records.Values.Where(r => r.HasPut).Select(r => r.Key).OfType<ListDeclarationKey>().Select(k => k.List).Order()]
            : before.Lists;
    }

    /// <summary>Nobody and nothing.</summary>
    public static RosterState Empty { get; } = new();

    /// <summary>All admitted nodes, by id.</summary>
    public ImmutableSortedDictionary<NodeId, RosterNode> Nodes { get; }

    /// <summary>All declared lists, by name; <c>mesh</c> is not among them.</summary>
    public ImmutableArray<ListName> Lists { get; }

    /// <summary>The node; null when it is not admitted.</summary>
    public RosterNode? Find(NodeId node) => Nodes.GetValueOrDefault(node);

    /// <summary>With these records in the place of those of the same keys.</summary>
    public RosterState With(IEnumerable<ListRecord> changed) => new(this, [.. changed]);

    private static NodeId? NodeIn(RecordKey key) => key switch
    {
        NodeAdmissionKey admission => admission.Node,
        NodeDescriptionKey description => description.Node,
        _ => null,
    };

    private RosterNode? NodeOf(NodeAdmissionKey key)
    {
        var granted = Puts(key).Select(h => (h.Dot, Admission: RosterValues.ReadAdmission(h.Details.Value))).ToList();
        if (granted.Count == 0)
        {
            return null;
        }

        var last = granted[^1].Admission;
        var description = Puts(new NodeDescriptionKey(key.Node)).LastOrDefault() is { } head
            ? RosterValues.ReadDescription(head.Details.Value)
            : new NodeDescription(last.Name, last.Address);
        return new RosterNode(key.Node, last.PublicKey, description.Name, description.Address, [.. granted.Select(g => (g.Dot, g.Admission.Steward))]);
    }

    /// <summary>The puts among a record's heads, the latest last.</summary>
    private IEnumerable<Head> Puts(RecordKey key) =>
        (_records.GetValueOrDefault(key)?.Heads ?? []).Where(h => h.Operation == ChangeOperation.Put).OrderBy(h => h.Time).ThenBy(h => h.Dot);
}
