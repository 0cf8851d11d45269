using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>An acknowledgement that names no batch confirms exactly those that were sent.</summary>
public sealed class UnderWayTests
{
    private const uint First = 0xA1, Second = 0xB2;
    private static readonly Dot _one = DotOf(1), _two = DotOf(2);

    private static Dot DotOf(long seq) => new(new Writer(NodeId.OfPublicKey([1]), new Incarnation(1)), seq);

    private static UnderWay TwoMessages()
    {
        var underWay = new UnderWay(window: 1_000);
        underWay.Add(100, First, ListName.Default, [_one]);
        underWay.Add(100, Second, ListName.Default, [_two]);
        return underWay;
    }

    [Fact]
    public void What_was_taken_in_whole_is_applied_there()
    {
        var underWay = TwoMessages();

        Assert.True(underWay.TryAcknowledge(100, First, out var applied));
        Assert.Equal([(ListName.Default, _one)], applied);
        Assert.Equal(100, underWay.Bytes);
        Assert.True(underWay.TryAcknowledge(200, Second, out applied));
        Assert.Equal([(ListName.Default, _two)], applied);
        Assert.Equal(0, underWay.Bytes);
    }

    [Fact]
    public void One_acknowledgement_confirms_all_messages_that_it_covers()
    {
        Assert.True(TwoMessages().TryAcknowledge(200, Second, out var applied));
        Assert.Equal([_one, _two], applied.Select(a => a.Dot));
    }

    [Theory]
    [InlineData(100, Second)] // the first message vanished, and the second is as long
    [InlineData(150, First)] // not as this end cut it
    [InlineData(200, First)]
    [InlineData(200, 0)] // not all of it was applied
    public void What_does_not_end_as_it_was_sent_makes_room_and_confirms_nothing(ulong bytes, uint last)
    {
        var underWay = TwoMessages();

        Assert.True(underWay.TryAcknowledge(bytes, last, out var applied));
        Assert.Empty(applied);
        Assert.Equal(200 - (long)bytes, underWay.Bytes);
    }

    [Fact]
    public void What_was_not_sent_cannot_be_acknowledged_nor_an_acknowledgement_taken_back()
    {
        var underWay = TwoMessages();

        Assert.False(underWay.TryAcknowledge(201, Second, out _));
        Assert.True(underWay.TryAcknowledge(200, Second, out _));
        Assert.False(underWay.TryAcknowledge(100, First, out _));
    }
}
