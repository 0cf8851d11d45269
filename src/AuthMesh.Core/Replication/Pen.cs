using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Replication;

/// <summary>Batches that wait for a cause: bounded in number and bytes, each filed under the first cause that it lacks.</summary>
/// <remarks>What finds no room is dropped: whoever announced it is asked for it later. Nothing in the pen counts as received.</remarks>
internal sealed class Pen(int maxBatches, int maxBytes)
{
    private readonly Dictionary<Hash256, Penned> _batches = [];
    private readonly Dictionary<Hash256, List<Hash256>> _waitingFor = [];
    private readonly Dictionary<NodeId, int> _shares = [];
    private long _bytes;

    public int Count => _batches.Count;

    public long Bytes => _bytes;

    /// <summary>When the one that waits for longest came; null when none waits.</summary>
    public long? OldestSince => _batches.Count == 0 ? null : _batches.Values.Min(b => b.Since);

    /// <summary>A waiting batch.</summary>
    /// <param name="Since">When it came, on the replica's clock.</param>
    /// <param name="From">The peer that brought it: none may take more than a quarter of the room.</param>
    /// <param name="Proven">Its signature, or a chain from a proven batch, was checked already.</param>
    public sealed record Penned(SignedBatch Batch, NodeId From, bool Proven, Arrival Arrival, long Since);

    public bool Contains(Hash256 id) => _batches.ContainsKey(id);

    /// <summary>False when there is no room.</summary>
    public bool TryAdd(Penned penned, Hash256 missing)
    {
        var id = penned.Batch.Id;
        if (_batches.ContainsKey(id))
        {
            return true;
        }

        var share = _shares.GetValueOrDefault(penned.From);
        if (_batches.Count >= maxBatches || share >= maxBatches / 4 || _bytes + penned.Batch.Body.Length > maxBytes)
        {
            return false;
        }

        _batches.Add(id, penned);
        _shares[penned.From] = share + 1;
        _bytes += penned.Batch.Body.Length;
        if (!_waitingFor.TryGetValue(missing, out var waiting))
        {
            _waitingFor.Add(missing, waiting = []);
        }

        waiting.Add(id);
        return true;
    }

    /// <summary>Takes out the batches that waited for this one; they may lack another cause still.</summary>
    public IReadOnlyList<Penned> TakeWaitingFor(Hash256 id)
    {
        if (!_waitingFor.Remove(id, out var waiting))
        {
            return [];
        }

        var taken = waiting.Where(_batches.ContainsKey).Select(w => _batches[w]).ToList();
        taken.ForEach(Remove);
        return taken;
    }

    /// <summary>The causes that batches of a list have waited for since before a time.</summary>
    public IEnumerable<Hash256> CausesMissing(ListName list, long before) =>
        _waitingFor.Where(w => w.Value.Exists(id => _batches.TryGetValue(id, out var penned) && penned.Since <= before && penned.Batch.Batch.List == list)).Select(w => w.Key);

    /// <summary>The places of a list's waiting batches.</summary>
    public HashSet<Dot> Dots(ListName list) => [.. _batches.Values.Where(b => b.Batch.Batch.List == list).Select(b => b.Batch.Batch.Dot)];

    /// <summary>The waiting batches of a writer.</summary>
    public IEnumerable<SignedBatch> Of(Writer writer) => _batches.Values.Select(p => p.Batch).Where(b => b.Batch.Dot.Writer == writer);

    /// <summary>Drops what a peer brought, when its link is gone.</summary>
    public void RemoveOf(NodeId peer)
    {
        foreach (var penned in _batches.Values.Where(b => b.From == peer).ToList())
        {
            Remove(penned);
        }

        foreach (var (missing, waiting) in _waitingFor.ToList())
        {
            if (waiting.RemoveAll(w => !_batches.ContainsKey(w)) > 0 && waiting.Count == 0)
            {
                _waitingFor.Remove(missing);
            }
        }
    }

    private void Remove(Penned penned)
    {
        _batches.Remove(penned.Batch.Id);
        _bytes -= penned.Batch.Body.Length;
        _shares[penned.From]--;
    }

    public void Clear()
    {
        _batches.Clear();
        _waitingFor.Clear();
        _shares.Clear();
        _bytes = 0;
    }
}
