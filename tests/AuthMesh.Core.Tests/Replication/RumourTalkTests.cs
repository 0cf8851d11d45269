using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>Which rumours go over a link, and how many.</summary>
public sealed class RumourTalkTests
{
    private const int PerSecond = 1, Saved = 4;
    private static readonly NodeId _node = Node(1);
    private readonly Liveness _liveness = new(Node(0));
    private readonly Allowance _allowance = new(PerSecond, Saved * 1_000);
    private readonly RumourTalk _talk;

    public RumourTalkTests() => _talk = new RumourTalk(_allowance);

    [Fact]
    public void A_rumour_goes_over_a_link_once_and_not_back_to_where_it_came_from()
    {
        _liveness.Lost(_node, now: 0);
        Assert.Equal(_node, Assert.Single(_talk.Tell(_liveness, now: 0)).Node);
        Assert.Empty(_talk.Tell(_liveness, now: 0));
        Assert.Null(_talk.NextAt(_liveness, now: 0));

        HearOverTheLink(Node(2), round: 0, down: true);
        Assert.Empty(_talk.Tell(_liveness, now: 0));
    }

    [Fact]
    public void That_a_node_is_up_is_told_only_where_it_was_said_to_be_down()
    {
        _liveness.Lost(_node, now: 0);
        _liveness.Met(_node, now: 0);
        Assert.Empty(_talk.Tell(_liveness, now: 0));

        HearOverTheLink(_node, round: 0, down: true);
        Assert.Equal((1u, false), _talk.Tell(_liveness, now: 0).Select(r => (r.Round, r.Down)).Single());
    }

    [Fact]
    public void What_was_said_to_be_down_falsely_is_taken_back_at_once_however_much_it_is_and_nothing_more_is_said_for_it()
    {
        var nodes = Enumerable.Range(1, RumourTalk.MostRead + 17).Select(Node).ToList();
        nodes.ForEach(n => HearOverTheLink(n, round: 0, down: true)); // that much was said by the far end,
        nodes.ForEach(n => _liveness.Met(n, now: 0));
        for (var spent = 0; spent < 2 * Saved; spent++)
        {
            _allowance.Spend(1, now: 0); // and this one may say nothing of its own for a while
        }

        Assert.Equal(0, _talk.NextAt(_liveness, now: 0));
        var first = _talk.Tell(_liveness, now: 0, most: 33);
        var second = _talk.Tell(_liveness, now: 0);

        Assert.Equal(33, first.Count);
        Assert.Equal(nodes.Order(), first.Concat(second).Select(r => r.Node).Order());
        Assert.Null(_talk.NextAt(_liveness, now: 0));
    }

    [Fact]
    public void However_often_nodes_flap_no_more_is_taken_back_over_a_link_than_was_said()
    {
        var (down, up) = (0, 0);
        for (var now = 0; now < 60_000; now += 100)
        {
            _liveness.Lost(Node(now % 700), now);
            Count(_talk.Tell(_liveness, now));
            _liveness.Met(Node(now % 700), now);
            Count(_talk.Tell(_liveness, now));
        }

        Assert.InRange(down, 60, Saved + 1 + (60 * PerSecond));
        Assert.InRange(up, 1, down);

        void Count(List<Liveness.Rumour> told)
        {
            down += told.Count(r => r.Down);
            up += told.Count(r => !r.Down);
        }
    }

    [Fact]
    public void Whatever_flaps_a_link_carries_no_more_than_its_allowance_even_when_the_link_is_another()
    {
        var told = 0;
        for (var now = 0; now < 60_000; now += 100)
        {
            var talk = new RumourTalk(_allowance);
            _liveness.Lost(Node(now % 700), now);
            told += talk.Tell(_liveness, now).Count;
            _liveness.Met(Node(now % 900), now);
        }

        Assert.InRange(told, 1, Saved + 1 + (60 * PerSecond));
    }

    [Fact]
    public void What_found_no_room_follows_and_nodes_that_change_the_least_come_first()
    {
        for (var flap = 0; flap < 3; flap++)
        {
            _liveness.Lost(_node, now: 0);
            _liveness.Met(_node, now: 0);
        }

        _liveness.Lost(_node, now: 0);
        var dead = Enumerable.Range(2, Saved + 1).Select(Node).ToList();
        dead.ForEach(n => _liveness.Lost(n, now: 0));

        Assert.Equal(dead, _talk.Tell(_liveness, now: 0).Select(r => r.Node));
        var next = _talk.NextAt(_liveness, now: 0);
        Assert.Equal(1_000 / PerSecond, next);
        Assert.Equal(_node, Assert.Single(_talk.Tell(_liveness, next!.Value)).Node);
    }

    [Fact]
    public void Of_who_left_the_roster_nothing_is_told_and_the_link_waits_for_nothing()
    {
        _liveness.Lost(_node, now: 0);
        HearOverTheLink(Node(2), round: 0, down: true);
        _liveness.Met(Node(2), now: 0);
        Assert.NotNull(_talk.NextAt(_liveness, now: 0));

        _liveness.Keep(_ => false);
        _talk.Keep(_ => false);

        Assert.Null(_talk.NextAt(_liveness, now: 0));
        Assert.Empty(_talk.Tell(_liveness, now: 0));
    }

    private void HearOverTheLink(NodeId node, uint round, bool down)
    {
        _talk.Heard(node, round, down);
        _liveness.Hear(node, round, down, isLinked: false, now: 0);
    }

    private static NodeId Node(int number) => NodeId.OfPublicKey(BitConverter.GetBytes(number));
}
