using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using AuthMesh.Simulation.Measuring;
using AuthMesh.Simulation.Nodes;

namespace AuthMesh.Simulation.Checking;

/// <summary>Says for the workload's questions what a node must answer, from which changes it has applied and who had seen what, and compares.</summary>
/// <remarks>
/// The definition, taken at its word: of the changes of a record that a node has applied, those count that no other of them has seen. The
/// record holds when all of these put it. If one removes it, it is revoked (or contested), and nobody may be let in by it.
/// Exactly this is asked of the index after every round, for every record that the round changed.
/// </remarks>
internal sealed class RevocationOracle(WrittenHistory history)
{
    /// <summary>How many answers were compared.</summary>
    public long Asked { get; private set; }

    public void Check(int node, ListSnapshot snapshot, BitSet applied, IReadOnlyCollection<RecordKey> changed, long instant)
    {
        foreach (var key in changed)
        {
            if (Workload.PersonOf(key) is not { } person)
            {
                continue;
            }

            Check(node, key, applied, snapshot.Index.IsAllowed(new(person, Workload.Action, Workload.Resource), instant));
        }
    }

    /// <summary>Compares one answer about a record's person.</summary>
    public void Check(int node, RecordKey key, BitSet applied, bool answer)
    {
        Asked++;
        var holds = Holds(key, applied) && (key is not MembershipKey || Holds(Workload.StaffMayRead, applied));
        if (answer != holds)
        {
            var last = history.ChangesOf(key) is [.., var change] ? change.Batch.Payload : 0;
            throw new SimulationFailure($"Node {node} {(answer ? "lets in" : "turns away")} {Workload.PersonOf(key)}; by what it has applied, the record {(holds ? "holds" : "is revoked")}.", node, last);
        }
    }

    private bool Holds(RecordKey key, BitSet applied)
    {
        var changes = history.ChangesOf(key);
        var heads = new List<WrittenChange>(2);
        for (var i = changes.Count - 1; i >= 0; i--)
        {
            var change = changes[i];
            if (applied.Contains(change.Batch.Number) && !heads.Exists(h => h.HasSeen(change)))
            {
                heads.Add(change);
            }
        }

        return heads.Count > 0 && heads.TrueForAll(h => h.Change.Operation == ChangeOperation.Put);
    }
}
