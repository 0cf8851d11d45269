using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Replication;

namespace AuthMesh.Core.Tests.Replication;

public sealed class FormerVectorsTests
{
    private static readonly Writer _writer = new(NodeId.OfPublicKey([1]), new Incarnation(1));

    [Fact]
    public void What_a_node_had_at_a_time_is_what_it_had_from_the_last_change_before_it()
    {
        var former = new FormerVectors(UpTo(1));
        former.Note(UpTo(2), now: 100, oldestAsked: 0);
        former.Note(UpTo(3), now: 200, oldestAsked: 0);

        Assert.Equal(UpTo(1), former.At(99));
        Assert.Equal(UpTo(2), former.At(100));
        Assert.Equal(UpTo(2), former.At(199));
        Assert.Equal(UpTo(3), former.At(1_000));
    }

    [Fact]
    public void Where_nobody_asks_what_is_too_old_to_be_asked_for_is_forgotten()
    {
        var former = new FormerVectors(UpTo(1));
        for (var now = 2; now <= 1_000; now++)
        {
            former.Note(UpTo(now), now, oldestAsked: now - 100);
        }

        Assert.Equal(UpTo(900), former.At(0));
    }

    private static VersionVector UpTo(long seq) => VersionVector.Empty.With(new Dot(_writer, seq));
}
