using System.Runtime.InteropServices;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Checking;

/// <summary>All that was ever written, and what each author had seen: worked out of the batches by plain sets, not by the code under test.</summary>
internal sealed class WrittenHistory
{
    private readonly Dictionary<Hash256, WrittenBatch> _batches = [];
    private readonly Dictionary<RecordKey, List<WrittenChange>> _changes = [];

    /// <summary>How many different batches there are.</summary>
    public int Count => _batches.Count;

    /// <summary>The batch with this id; null when nobody wrote it yet.</summary>
    public WrittenBatch? Find(Hash256 id) => _batches.GetValueOrDefault(id);

    /// <summary>The changes of a record, those that were seen before those whose authors had seen them.</summary>
    public IReadOnlyList<WrittenChange> ChangesOf(RecordKey key) => _changes.GetValueOrDefault(key) ?? [];

    /// <summary>The batch as it was written. Whoever shows it first shows all its causes before it.</summary>
    public WrittenBatch Read(JournalBatch stored, int node)
    {
        if (Find(stored.Id) is { } known)
        {
            return known;
        }

        var batch = BatchCodec.Decode(stored.Body);
        var past = new BitSet();
        var causes = new List<int>();
        foreach (var id in batch.Causes)
        {
            var cause = Find(id) ?? throw new SimulationFailure($"Node {node} applied {stored.Dot} of {stored.List} before its cause {id}.", node, FrameShape.NumberOf(stored.Signature.Span));
            past.UnionWith(cause.Past);
            past.Add(cause.Number);
            causes.Add(cause.Number);
        }

        var written = new WrittenBatch(_batches.Count, stored.Dot, FrameShape.NumberOf(stored.Signature.Span), [.. causes], past);
        _batches.Add(stored.Id, written);
        var index = 0;
        foreach (var change in batch.Transactions.SelectMany(t => t.Changes))
        {
            ref var changes = ref CollectionsMarshal.GetValueRefOrAddDefault(_changes, change.Key, out _);
            (changes ??= []).Add(new WrittenChange(written, index++, change));
            written.Changes.Add(change.Key);
        }

        return written;
    }
}

/// <summary>A batch as its author wrote it.</summary>
/// <param name="Number">In the order in which batches were first seen, from 0.</param>
/// <param name="Payload">The number that stands for it on the wire.</param>
/// <param name="Causes">Numbers of the batches that it names.</param>
/// <param name="Past">Numbers of all batches that its author had seen.</param>
internal sealed record WrittenBatch(int Number, Dot Dot, ulong Payload, int[] Causes, BitSet Past)
{
    /// <summary>The records that it changes.</summary>
    public List<RecordKey> Changes { get; } = [];
}

/// <summary>One change of a written batch.</summary>
internal sealed record WrittenChange(WrittenBatch Batch, int Index, Change Change)
{
    /// <summary>True when the author of this change had seen the other one.</summary>
    public bool HasSeen(WrittenChange other) => Batch == other.Batch ? Index > other.Index : Batch.Past.Contains(other.Batch.Number);
}
