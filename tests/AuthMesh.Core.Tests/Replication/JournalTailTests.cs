using AuthMesh.Core.Replication;
using AuthMesh.Testing.Storage;

namespace AuthMesh.Core.Tests.Replication;

public sealed class JournalTailTests
{
    [Fact]
    public void A_batch_stands_at_its_place_in_the_journal_until_there_are_too_many_after_it()
    {
        var tail = new JournalTail(end: 7, maxBatches: 3);
        for (var seq = 1; seq <= 5; seq++)
        {
            tail.Add(StoreSamples.Batch(1, seq), live: seq % 2 == 0);
        }

        Assert.Equal((9, 12), (tail.Start, tail.End));
        Assert.Equal([(10, 3, false), (11, 4, true), (12, 5, false)], Kept(tail));
    }

    [Fact]
    public void What_is_kept_is_bounded_in_bytes_too_but_for_the_latest_batch()
    {
        var tail = new JournalTail(end: 0, maxBytes: 250);
        for (var seq = 1; seq <= 3; seq++)
        {
            tail.Add(StoreSamples.Batch(1, seq, bodySize: 100), live: true);
        }

        Assert.Equal(200, tail.Bytes);
        Assert.Equal([(2, 2, true), (3, 3, true)], Kept(tail));
        tail.Add(StoreSamples.Batch(1, 4, bodySize: 1_000), live: true);
        Assert.Equal(1_000, tail.Bytes);
        Assert.Equal([(4, 4, true)], Kept(tail));
    }

    private static (long Position, long Seq, bool Live)[] Kept(JournalTail tail)
    {
        var kept = new List<(long, long, bool)>();
        for (var position = tail.Start + 1; position <= tail.End; position++)
        {
            Assert.Equal(position, tail[position].Position);
            kept.Add((position, tail[position].Batch.Dot.Seq, tail[position].Live));
        }

        return [.. kept];
    }
}
