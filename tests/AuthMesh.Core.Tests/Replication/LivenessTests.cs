using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>Rumours about who is alive.</summary>
public sealed class LivenessTests
{
    private static readonly NodeId _self = Node(0), _other = Node(1);
    private readonly Liveness _liveness = new(_self);

    [Fact]
    public void A_node_whose_link_broke_is_down_until_somebody_who_is_linked_with_it_says_otherwise()
    {
        _liveness.Lost(_other);
        Assert.True(_liveness.IsDown(_other));
        Assert.False(_liveness.Hear(_other, round: 0, down: false, isLinked: false)); // the same round: down counts
        Assert.True(_liveness.Hear(_other, round: 1, down: false, isLinked: false));
        Assert.False(_liveness.IsDown(_other));
    }

    [Fact]
    public void Who_is_linked_with_a_node_that_is_said_to_be_down_refutes_it_in_the_next_round()
    {
        Assert.True(_liveness.Hear(_other, round: 3, down: true, isLinked: true));
        Assert.Equal((4u, false), Said(_other));
    }

    [Fact]
    public void Who_is_said_to_be_down_itself_refutes_it()
    {
        Assert.True(_liveness.Hear(_self, round: 0, down: true, isLinked: false));
        Assert.Equal((1u, false), Said(_self));
    }

    [Fact]
    public void What_is_old_or_known_is_no_news_and_is_not_told_on()
    {
        _liveness.Hear(_other, round: 2, down: true, isLinked: false);
        var told = _liveness.Latest;
        Assert.False(_liveness.Hear(_other, round: 2, down: true, isLinked: false));
        Assert.False(_liveness.Hear(_other, round: 1, down: false, isLinked: false));
        Assert.Empty(_liveness.Since(told, 10));
    }

    [Fact]
    public void A_round_without_a_next_one_is_not_believed()
    {
        Assert.False(_liveness.Hear(_other, uint.MaxValue, down: true, isLinked: false));
        Assert.False(_liveness.IsDown(_other));
    }

    [Fact]
    public void A_link_is_told_what_is_new_oldest_first_and_no_more_than_fits()
    {
        foreach (var n in Enumerable.Range(1, 9))
        {
            _liveness.Lost(Node(n));
        }

        var first = _liveness.Since(0, 5).ToList();
        Assert.Equal(Enumerable.Range(1, 5).Select(Node), first.Select(r => r.Node));
        Assert.Equal(Enumerable.Range(6, 4).Select(Node), _liveness.Since(first[^1].Order, 5).Select(r => r.Node));
        _liveness.Keep(n => n == Node(3));
        Assert.Equal(Node(3), Assert.Single(_liveness.Since(0, 100)).Node);
    }

    private (uint Round, bool Down) Said(NodeId node) => _liveness.Since(0, 100).Where(r => r.Node == node).Select(r => (r.Round, r.Down)).Single();

    private static NodeId Node(int number) => NodeId.OfPublicKey(BitConverter.GetBytes(number));
}
