using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Measuring;
using AuthMesh.Simulation.Nodes;

namespace AuthMesh.Simulation.Checking;

/// <summary>Watches every published state: no batch before its cause, none twice, no two at one dot, and no answer but the one that causality gives.</summary>
public sealed class SafetyChecker
{
    private readonly WrittenHistory _history = new();
    private readonly Dictionary<(ListName, Dot), Hash256> _placed = [];
    private readonly Dictionary<(int Node, ListName List), BitSet> _applied = [];
    private readonly RevocationOracle _oracle;

    /// <summary>One that has seen nothing yet.</summary>
    public SafetyChecker() => _oracle = new RevocationOracle(_history);

    /// <summary>How many batches were applied, over all nodes.</summary>
    public long Applied { get; private set; }

    /// <summary>How many answers were compared with what causality gives.</summary>
    public long Answers => _oracle.Asked;

    /// <summary>How many different batches there are.</summary>
    public long Batches => _placed.Count;

    /// <summary>Takes what a node made durable in one round: the roster first, since the other lists' batches name it among their causes.</summary>
    internal void OnRound(SimulatedNode node, IReadOnlyList<ListPublished> published, long instant)
    {
        for (var i = published.Count - 1; i >= 0; i--)
        {
            if (published[i].Snapshot.List.IsMesh)
            {
                OnApplied(node.Number, ListName.Mesh, published[i].Batches);
            }
        }

        foreach (var other in published)
        {
            if (!other.Snapshot.List.IsMesh)
            {
                var changed = OnApplied(node.Number, other.Snapshot.List, other.Batches);
                _oracle.Check(node.Number, other.Snapshot, Of(node.Number, other.Snapshot.List), changed, instant);
            }
        }
    }

    /// <summary>Takes the batches of one list that a node has applied since it was last asked, in its order: those of the roster before the other lists'.</summary>
    /// <returns>The records that they change.</returns>
    /// <exception cref="SimulationFailure">One came before its cause, or twice, or stands where another node has another one.</exception>
    public IReadOnlyCollection<RecordKey> OnApplied(int node, ListName list, IEnumerable<JournalBatch> batches)
    {
        var changed = new HashSet<RecordKey>();
        var own = Of(node, list);
        var mesh = Of(node, ListName.Mesh);
        foreach (var stored in batches)
        {
            var batch = _history.Read(stored, node);
            Require(own.Add(batch.Number), node, batch, "was applied twice");
            foreach (var cause in batch.Causes)
            {
                Require(own.Contains(cause) || mesh.Contains(cause), node, batch, "was applied before its cause");
            }

            Require(_placed.GetValueOrDefault((list, stored.Dot), stored.Id) == stored.Id, node, batch, "is another batch than elsewhere");
            _placed[(list, stored.Dot)] = stored.Id;
            changed.UnionWith(batch.Changes);
            Applied++;
        }

        return changed;
    }

    /// <summary>Compares an answer with what causality gives for the version that the node named with it, all of which some node has shown by now.</summary>
    /// <exception cref="SimulationFailure">The answer is another one, or nobody has what the version names.</exception>
    public void OnAnswered(int node, RecordKey asked, VersionToken version, bool answer)
    {
        var applied = new BitSet();
        foreach (var head in version.Heads)
        {
            var batch = _history.Find(head) ?? throw new SimulationFailure($"Node {node} answers by {head}, which nobody has.", node);
            applied.UnionWith(batch.Past);
            applied.Add(batch.Number);
        }

        _oracle.Check(node, asked, applied, answer);
    }

    /// <summary>What a node has applied so far, to go back to with <see cref="SetBack"/> when its store is set back.</summary>
    public IReadOnlyDictionary<ListName, BitSet> Mark(SimulatedNode node) =>
        _applied.Where(a => a.Key.Node == node.Number).ToDictionary(a => a.Key.List, a => a.Value.Copy());

    /// <summary>A node's store was set back to where it was marked.</summary>
    public void SetBack(SimulatedNode node, IReadOnlyDictionary<ListName, BitSet> mark)
    {
        foreach (var (list, applied) in mark)
        {
            _applied[(node.Number, list)] = applied.Copy();
        }
    }

    private BitSet Of(int node, ListName list)
    {
        if (!_applied.TryGetValue((node, list), out var applied))
        {
            _applied.Add((node, list), applied = new BitSet());
        }

        return applied;
    }

    private static void Require(bool holds, int node, WrittenBatch batch, string what)
    {
        if (!holds)
        {
            throw new SimulationFailure($"At node {node}, {batch.Dot} {what}.", node, batch.Payload);
        }
    }
}
