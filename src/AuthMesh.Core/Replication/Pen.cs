using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;

namespace AuthMesh.Core.Replication;

/// <summary>Batches that wait for a cause: bounded in number and bytes, each filed under the first cause that it lacks.</summary>
/// <remarks>What finds no room is dropped: whoever announced it is asked for it later. Nothing in the pen counts as received.</remarks>
internal sealed class Pen(int maxBatches, int maxBytes)
{
    private readonly Dictionary<Hash256, Penned> _batches = [];
    private readonly Dictionary<Hash256, List<Hash256>> _waitingFor = [];
    private long _bytes;

    public int Count => _batches.Count;

    public long Bytes => _bytes;

    /// <summary>A waiting batch.</summary>
    /// <param name="Proven">Its signature, or a chain from a proven batch, was checked already.</param>
    public sealed record Penned(SignedBatch Batch, bool Proven);

    public bool Contains(Hash256 id) => _batches.ContainsKey(id);

    /// <summary>False when there is no room.</summary>
    public bool TryAdd(Penned penned, Hash256 missing)
    {
        var id = penned.Batch.Id;
        if (_batches.ContainsKey(id))
        {
            return true;
        }

        if (_batches.Count >= maxBatches || _bytes + penned.Batch.Body.Length > maxBytes)
        {
            return false;
        }

        _batches.Add(id, penned);
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

        var taken = waiting.ConvertAll(w => _batches[w]);
        foreach (var penned in taken)
        {
            _batches.Remove(penned.Batch.Id);
            _bytes -= penned.Batch.Body.Length;
        }

        return taken;
    }

    public void Clear()
    {
        _batches.Clear();
        _waitingFor.Clear();
        _bytes = 0;
    }
}
