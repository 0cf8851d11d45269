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
        _liveness.Lost(_other, now: 0);
        Assert.True(_liveness.IsDown(_other));
        Assert.False(Hear(_other, round: 0, down: false)); // the same round: down counts
        Assert.True(Hear(_other, round: 1, down: false));
        Assert.False(_liveness.IsDown(_other));
    }

    [Fact]
    public void Who_is_linked_with_a_node_that_is_said_to_be_down_refutes_it_in_the_next_round()
    {
        Assert.True(Hear(_other, round: 3, down: true, isLinked: true));
        Assert.Equal((4u, false), Said(_other));
    }

    [Fact]
    public void Who_is_said_to_be_down_itself_refutes_it()
    {
        Assert.True(Hear(_self, round: 0, down: true));
        Assert.Equal((1u, false), Said(_self));
    }

    [Fact]
    public void What_is_old_or_known_is_no_news_and_is_not_told_on()
    {
        Hear(_other, round: 2, down: true);
        var told = _liveness.Latest;
        Assert.False(Hear(_other, round: 2, down: true));
        Assert.False(Hear(_other, round: 1, down: false));
        Assert.Equal(told, _liveness.Latest);
    }

    [Fact]
    public void A_round_without_a_next_one_is_not_believed()
    {
        Assert.False(Hear(_other, uint.MaxValue, down: true));
        Assert.False(_liveness.IsDown(_other));
    }

    [Fact]
    public void Each_time_that_a_node_turns_out_to_live_it_takes_twice_as_long_until_it_is_said_to_be_down_and_that_is_forgiven()
    {
        const long Patience = 100, Long = 3_600_000;
        Assert.Equal(Patience, _liveness.Patience(_other, Patience, now: 0));
        for (var round = 1u; round <= 3; round++)
        {
            _liveness.Lost(_other, now: 0);
            Hear(_other, round, down: false);
        }

        Assert.Equal(8 * Patience, _liveness.Patience(_other, Patience, now: 0));
        Assert.Equal(Patience, _liveness.Patience(Node(2), Patience, now: 0));
        Assert.Equal(Patience, _liveness.Patience(_other, Patience, now: Long));
    }

    [Fact]
    public void Each_own_link_that_broke_and_came_back_makes_a_node_twice_as_patient_with_everybody_for_a_while_up_to_a_limit()
    {
        const long Patience = 100;
        _liveness.Returned(_other, now: 0);
        _liveness.Returned(_other, now: 1); // the same link
        Assert.Equal(2 * Patience, _liveness.Patience(Node(2), Patience, now: 20_000));

        _liveness.Returned(Node(3), now: 20_000);
        Assert.Equal(4 * Patience, _liveness.Patience(Node(2), Patience, now: 30_000));
        Assert.Equal(2 * Patience, _liveness.Patience(Node(2), Patience, now: 30_001));
        Assert.Equal(Patience, _liveness.Patience(Node(2), Patience, now: 50_000));

        for (var node = 1; node <= 20; node++)
        {
            _liveness.Returned(Node(node), now: 60_000);
        }

        Assert.Equal(64 * Patience, _liveness.Patience(Node(2), Patience, now: 60_000));
    }

    [Fact]
    public void What_is_remembered_is_bounded_by_the_roster()
    {
        _liveness.Lost(_other, now: 0);
        _liveness.Lost(Node(3), now: 0);
        _liveness.Keep(n => n == Node(3));
        Assert.Equal(Node(3), Assert.Single(_liveness.All).Node);
    }

    private bool Hear(NodeId node, uint round, bool down, bool isLinked = false) => _liveness.Hear(node, round, down, isLinked, now: 0);

    private (uint Round, bool Down) Said(NodeId node) => _liveness.All.Where(r => r.Node == node).Select(r => (r.Round, r.Down)).Single();

    private static NodeId Node(int number) => NodeId.OfPublicKey(BitConverter.GetBytes(number));
}
