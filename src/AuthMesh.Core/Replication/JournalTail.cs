using AuthMesh.Core.Persistence;

namespace AuthMesh.Core.Replication;

/// <summary>The latest batches of a list's journal, in this node's order, kept in memory so that pushing them to many peers reads nothing from the store.</summary>
/// <remarks>Bounded in number and bytes; a peer that is further behind asks for what it lacks and is served from the journal. Positions are those of the journal.</remarks>
internal sealed class JournalTail(long end, int maxBatches = 1024, int maxBytes = 2 << 20)
{
    private readonly Entry[] _kept = new Entry[maxBatches];
    private long _bytes;

    /// <summary>A batch and its place.</summary>
    /// <param name="Live">False for what this node caught up on: its neighbours have it, or catch up themselves.</param>
    public readonly record struct Entry(JournalBatch Batch, long Position, bool Live);

    /// <summary>Bytes of the bodies that are kept.</summary>
    public long Bytes => _bytes;

    /// <summary>The place before the oldest batch that is kept.</summary>
    public long Start { get; private set; } = end;

    /// <summary>The place of the latest.</summary>
    public long End { get; private set; } = end;

    public void Add(JournalBatch batch, bool live)
    {
        End++;
        _bytes += batch.Body.Length;
        while (End - Start > maxBatches || (_bytes > maxBytes && Start < End - 1))
        {
            Start++;
            ref var oldest = ref _kept[Start % maxBatches];
            _bytes -= oldest.Batch.Body.Length;
            oldest = default;
        }

        _kept[End % maxBatches] = new Entry(batch, End, live);
    }

    /// <summary>The batch at a place after <see cref="Start"/>, up to <see cref="End"/>.</summary>
    public Entry this[long position] => _kept[position % maxBatches];
}
