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
/// Names and addresses: the latest dot by hybrid clock, ties by writer. Settings of lists: the stricter (<see cref="ListSettings"/>).
/// </remarks>
public sealed class RosterState
{
    private readonly ImmutableDictionary<RecordKey, ListRecord> _records;

    private readonly ImmutableDictionary<ListName, ListSettings> _settings;

    private RosterState(
        ImmutableDictionary<RecordKey, ListRecord> records,
        ImmutableSortedDictionary<NodeId, RosterNode> nodes,
        ImmutableArray<ListName> lists,
        ImmutableDictionary<ListName, ListSettings> settings)
    {
        _records = records;
        _settings = settings;
        Nodes = nodes;
        Lists = lists;
    }

    /// <summary>Nobody and nothing.</summary>
    public static RosterState Empty { get; } = new(
        ImmutableDictionary<RecordKey, ListRecord>.Empty,
        ImmutableSortedDictionary<NodeId, RosterNode>.Empty,
        [],
        ImmutableDictionary<ListName, ListSettings>.Empty);

    /// <summary>All admitted nodes, by id.</summary>
    public ImmutableSortedDictionary<NodeId, RosterNode> Nodes { get; }

    /// <summary>All declared lists, by name; <c>mesh</c> is not among them.</summary>
    public ImmutableArray<ListName> Lists { get; }

    /// <summary>The node; null when it is not admitted.</summary>
    public RosterNode? Find(NodeId node) => Nodes.GetValueOrDefault(node);

    /// <summary>The list's settings; the same object as long as none of them changes.</summary>
    public ListSettings SettingsOf(ListName list) => _settings.GetValueOrDefault(list, ListSettings.Default);

    /// <summary>With these records in the place of those of the same keys. Costs what changed: a mesh of a thousand nodes is admitted one by one.</summary>
    public RosterState With(IEnumerable<ListRecord> changed)
    {
        var (records, nodes, lists) = (_records, Nodes, Lists);
        var newlySet = new HashSet<ListName>();
        foreach (var record in changed)
        {
            records = records.SetItem(record.Key, record);
            switch (record.Key)
            {
                case NodeAdmissionKey admission: nodes = With(nodes, admission.Node, records); break;
                case NodeDescriptionKey description: nodes = With(nodes, description.Node, records); break;
                case ListDeclarationKey declaration: lists = [.. lists.Where(l => l != declaration.List).Concat(record.HasPut ? [declaration.List] : []).Order()]; break;
                case ListSettingKey setting: newlySet.Add(setting.List); break;
            }
        }

        return new RosterState(records, nodes, lists, newlySet.Count == 0 ? _settings : With(_settings, newlySet, records));
    }

    private static ImmutableDictionary<ListName, ListSettings> With(
        ImmutableDictionary<ListName, ListSettings> settings, HashSet<ListName> newlySet, ImmutableDictionary<RecordKey, ListRecord> records) =>
        settings.SetItems(
            from record in records.Values
            let key = record.Key as ListSettingKey
            where key is not null && newlySet.Contains(key.List)
            group record by key.List into ofList
            select KeyValuePair.Create(ofList.Key, ListSettings.Of(ofList)));

    private static ImmutableSortedDictionary<NodeId, RosterNode> With(
        ImmutableSortedDictionary<NodeId, RosterNode> nodes, NodeId node, ImmutableDictionary<RecordKey, ListRecord> records) =>
        NodeOf(node, records) is { } known ? nodes.SetItem(node, known) : nodes.Remove(node);

    private static RosterNode? NodeOf(NodeId node, ImmutableDictionary<RecordKey, ListRecord> records)
    {
        var granted = Puts(new NodeAdmissionKey(node), records).Select(h => (h.Dot, Admission: RosterValues.ReadAdmission(h.Details.Value))).ToList();
        if (granted.Count == 0)
        {
            return null;
        }

        var last = granted[^1].Admission;
        var description = Puts(new NodeDescriptionKey(node), records).LastOrDefault() is { } head
            ? RosterValues.ReadDescription(head.Details.Value)
            : new NodeDescription(last.Name, last.Address);
        return new RosterNode(node, last.PublicKey, description.Name, description.Address, [.. granted.Select(g => (g.Dot, g.Admission.Steward))]);
    }

    /// <summary>The puts among a record's heads, the latest last.</summary>
    private static IEnumerable<Head> Puts(RecordKey key, ImmutableDictionary<RecordKey, ListRecord> records) =>
        (records.GetValueOrDefault(key)?.Heads ?? []).Where(h => h.Operation == ChangeOperation.Put).OrderBy(h => h.Time).ThenBy(h => h.Dot);
}
