using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Replication;

/// <summary>A batch that no other applied batch has seen.</summary>
/// <param name="Position">Its place in this node's journal.</param>
internal readonly record struct MaximalBatch(Dot Dot, long Position);

/// <summary>The maximal batches of a list at this node: by causal delivery, who has the same ones has the same batches.</summary>
internal sealed class Frontier
{
    private readonly ListName _list;
    private readonly ulong _namePrint;
    private readonly Dictionary<Hash256, MaximalBatch> _batches;

    public Frontier(ListName list, IEnumerable<KeyValuePair<Hash256, MaximalBatch>> batches)
    {
        (_list, _namePrint, _batches) = (list, Mixed.Of(list.Value), new(batches));
        Fingerprint = Print();
    }

    /// <summary>By id.</summary>
    public IReadOnlyDictionary<Hash256, MaximalBatch> Batches => _batches;

    /// <summary>Equal at nodes that hold the same batches of the list; for comparing, never for proving.</summary>
    public ulong Fingerprint { get; private set; }

    public VersionToken Version => VersionToken.Of(_list, _batches.Keys);

    /// <summary>A batch is applied: it takes the place of those in its past.</summary>
    public void Move(Hash256 id, MaximalBatch latest, VersionVector past)
    {
        foreach (var (seen, maximal) in _batches)
        {
            if (past.Covers(maximal.Dot))
            {
                _batches.Remove(seen);
            }
        }

        _batches.Add(id, latest);
        Fingerprint = Print();
    }

    private ulong Print()
    {
        var print = 0UL;
        foreach (var id in _batches.Keys)
        {
            print ^= Mixed.Of(id);
        }

        return Mixed.Of(_namePrint, print);
    }
}
