using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>Who feeds a node whose feeder has stopped: two others, until one of them turns out to be enough; and who is none to return to.</summary>
public sealed class SpreadingTreesTests
{
    private const int Nodes = 40, Patience = 300;
    private readonly Overlay _overlay;
    private readonly NodeId _self, _origin;
    private readonly Dictionary<NodeId, PeerSession> _links;
    private readonly SpreadingTrees _trees;
    private readonly PeerSession _parent;

    /// <summary>A node that is linked with all its neighbours, and an origin whose batches come to it by way of one of them.</summary>
    public SpreadingTreesTests()
    {
        _overlay = Overlay.Of([.. Enumerable.Range(0, Nodes).Select(n => NodeId.OfPublicKey(BitConverter.GetBytes(n))).Order()], new ReplicaOptions());
        _self = _overlay.Nodes[0];
        _origin = _overlay.Nodes.First(n => _overlay.HopsBetween(n, _self) > 1);
        _links = _overlay.NeighboursOf(_self).ToDictionary(n => n, LinkWith);
        _trees = new SpreadingTrees(_self, node => _links.GetValueOrDefault(node), _overlay);
        _trees.NoteWritten(_origin, 0);
        _parent = _links[_overlay.ParentOf(_self, _origin)!.Value];
    }

    [Fact]
    public void When_the_feeder_is_quiet_two_others_are_asked_and_nobody_is_told_to_stop()
    {
        var (chosen, spare) = GoRound();

        Assert.NotEqual(chosen, spare);
        Assert.DoesNotContain(_parent, new[] { chosen, spare });
        Assert.Equal(chosen, _trees.FeederOf(_origin));
        Assert.DoesNotContain(_links.Values, s => s.Declined.Contains(_origin));
    }

    [Fact]
    public void Of_two_detours_the_one_that_brings_something_second_is_pruned_and_the_other_stays()
    {
        var (chosen, spare) = GoRound();

        Assert.Equal(spare, _trees.Prune(spare, _origin));
        Assert.Equal(chosen, _trees.FeederOf(_origin));
        Assert.Contains(_origin, spare.Declined);
        Assert.Null(_trees.Prune(chosen, _origin)); // what comes twice over it now did so for another reason
        Assert.Equal(chosen, _trees.FeederOf(_origin));
    }

    [Fact]
    public void A_chosen_feeder_that_is_later_than_its_spare_is_replaced_by_it()
    {
        var (chosen, spare) = GoRound();

        Assert.Equal(chosen, _trees.Prune(chosen, _origin));
        Assert.Equal(spare, _trees.FeederOf(_origin));
        Assert.Contains(_origin, chosen.Declined);
        Assert.Null(_trees.Prune(spare, _origin));
        Assert.Equal(spare, _trees.FeederOf(_origin));
    }

    [Fact]
    public void A_spare_takes_the_place_of_a_chosen_feeder_whose_link_is_gone_without_being_asked_again()
    {
        var (chosen, spare) = GoRound();
        _links.Remove(chosen.Peer);

        Assert.DoesNotContain(ToldOfOrigin(), t => t.Graft);
        Assert.Equal(spare, _trees.FeederOf(_origin));
    }

    [Fact]
    public void When_the_parent_speaks_again_both_detours_are_told_to_stop()
    {
        var (chosen, spare) = GoRound();
        _parent.Silence.Heard(Patience + 1);

        Assert.Equal(new[] { (chosen.Peer, false), (spare.Peer, false) }.Order(), ToldOfOrigin().Select(t => (t.To.Peer, t.Graft)).Order());
        Assert.Equal(_parent, _trees.FeederOf(_origin));
    }

    [Fact]
    public void A_parent_that_had_to_ask_this_node_to_feed_it_is_none_to_return_to_until_it_no_longer_does()
    {
        var (chosen, _) = GoRound();
        _parent.Silence.Heard(Patience + 1);
        _parent.Asked[_origin] = true;

        Assert.Empty(ToldOfOrigin());
        Assert.Equal(chosen, _trees.FeederOf(_origin));

        _parent.Asked[_origin] = false;
        _trees.Settle(0);
        Assert.Equal(_parent, _trees.FeederOf(_origin));
    }

    [Fact]
    public void A_parent_that_had_to_ask_this_node_to_feed_it_feeds_nothing_here_so_others_are_asked()
    {
        _parent.Asked[_origin] = true;
        var unlinked = _links.Keys.First(n => n != _parent.Peer);
        _links.Remove(unlinked); // so that there is something to go round

        var asked = ToldOfOrigin();
        Assert.Equal(2, asked.Count(t => t.Graft));
        Assert.DoesNotContain(asked, t => t.To == _parent);
    }

    [Fact]
    public void Nor_is_such_a_parent_asked_again_when_the_feeder_that_took_its_place_is_gone()
    {
        var feeder = GraftAnother();
        Assert.Equal(_parent, _trees.Prune(_parent, _origin));
        _parent.Asked[_origin] = true;
        _links.Remove(feeder.Peer);

        Assert.DoesNotContain(ToldOfOrigin(), t => t.To == _parent);

        _parent.Asked[_origin] = false;
        Assert.NotEqual(_parent, _trees.FeederOf(_origin));
    }

    [Fact]
    public void Who_fed_before_a_graft_goes_on_until_something_comes_twice()
    {
        var feeder = _links.Values.First(s => s != _parent);
        Assert.True(_trees.Graft(feeder, _origin, out var pruned));
        Assert.Null(pruned);
        Assert.Empty(ToldOfOrigin());
        Assert.Equal(feeder, _trees.FeederOf(_origin));

        Assert.Equal(_parent, _trees.Prune(_parent, _origin));
        Assert.Equal(feeder, _trees.FeederOf(_origin));
    }

    [Fact]
    public void Who_fed_before_a_graft_feeds_on_if_it_turns_out_to_be_sooner()
    {
        var feeder = GraftAnother();

        Assert.Equal(feeder, _trees.Prune(feeder, _origin));
        Assert.Equal(_parent, _trees.FeederOf(_origin));
    }

    [Fact]
    public void Who_fed_before_a_graft_is_told_to_stop_when_the_fetch_has_ended()
    {
        var feeder = GraftAnother();

        Assert.Equal(_parent, _trees.TakeOver(feeder, _origin));
        Assert.Contains(_origin, _parent.Declined);
        Assert.Equal(feeder, _trees.FeederOf(_origin));
        Assert.Null(_trees.Prune(_parent, _origin)); // what was under way
        Assert.Equal(feeder, _trees.FeederOf(_origin));
    }

    [Fact]
    public void Whom_this_node_feeds_is_not_grafted_since_two_that_feed_each_other_bring_nothing()
    {
        var fed = _links.Values.First(s => s != _parent);
        fed.Asked[_origin] = true;

        Assert.False(_trees.Graft(fed, _origin, out _));
        Assert.Equal(_parent, _trees.FeederOf(_origin));
    }

    [Fact]
    public void Nobody_takes_over_who_is_the_feeder_no_more()
    {
        var (first, second) = (_links.Values.First(s => s != _parent), _links.Values.Last(s => s != _parent));
        Assert.True(_trees.Graft(first, _origin, out _));
        Assert.True(_trees.Graft(second, _origin, out _));

        Assert.Null(_trees.TakeOver(first, _origin));
        Assert.Equal(second, _trees.FeederOf(_origin));
        Assert.DoesNotContain(_origin, first.Declined);
    }

    [Fact]
    public void Who_fed_before_a_graft_and_brings_something_before_the_fetch_has_ended_goes_on_until_something_comes_twice()
    {
        var feeder = GraftAnother();
        _trees.NotePushed(_parent, _origin);

        Assert.Null(_trees.TakeOver(feeder, _origin));
        Assert.Equal(feeder, _trees.Prune(feeder, _origin));
        Assert.Equal(_parent, _trees.FeederOf(_origin));
    }

    [Fact]
    public void What_it_brought_before_an_earlier_graft_does_not_count()
    {
        var (first, second) = (_links.Values.First(s => s != _parent), _links.Values.Last(s => s != _parent));
        Assert.True(_trees.Graft(first, _origin, out _));
        _trees.NotePushed(_parent, _origin);
        Assert.True(_trees.Graft(second, _origin, out _));

        Assert.Equal(first, _trees.TakeOver(second, _origin));
    }

    [Fact]
    public void Nor_while_another_races_against_it()
    {
        var (feeder, challenger) = (_links.Values.First(s => s != _parent), _links.Values.Last(s => s != _parent));
        Assert.True(_trees.Graft(feeder, _origin, out _));
        _trees.Race(challenger, _origin);

        Assert.Null(_trees.TakeOver(feeder, _origin));
        Assert.Equal(challenger.Peer, _trees.ChallengerFor(_origin));
    }

    [Fact]
    public void Who_fed_before_a_graft_is_told_to_stop_at_once_when_it_is_quiet()
    {
        var (feeder, _) = GoRound();
        feeder.Silence.Expect(0);
        feeder.Silence.MarkQuiet(now: 0);
        var other = _links.Values.First(s => s != _parent && s != feeder && !_trees.Feeds(s, _origin));

        Assert.True(_trees.Graft(other, _origin, out var pruned));
        Assert.Equal(feeder, pruned);
        Assert.Contains(_origin, feeder.Declined);
    }

    [Fact]
    public void Who_is_fed_by_the_origin_itself_is_not_grafted_elsewhere_for_what_was_slow()
    {
        var (near, other) = (_links.Values.First(), _links.Values.Last());

        Assert.False(_trees.Graft(other, near.Peer, out var pruned));
        Assert.Null(pruned);
        Assert.Equal(near, _trees.FeederOf(near.Peer));

        near.Silence.Expect(0);
        near.Silence.MarkQuiet(now: 0);
        Assert.True(_trees.Graft(other, near.Peer, out _));
    }

    [Fact]
    public void Of_who_has_not_written_for_a_while_nobody_is_asked_when_a_link_breaks()
    {
        _links.Remove(_parent.Peer);

        Assert.Empty(_trees.Settle(10_000));
        _trees.NoteWritten(_origin, 10_000);
        Assert.Equal(2, _trees.Settle(19_999).Count);
    }

    [Fact]
    public void When_trees_are_laid_out_anew_who_was_declined_before_feeds_if_it_is_the_parent_now()
    {
        var (near, other) = GoRound();
        _trees.Prune(near, _origin); // it was later, once
        LayOutWithoutParent();
        Assert.Equal(near.Peer, _trees.Overlay.ParentOf(_self, _origin));

        Assert.Equal([(near, true)], ToldOfOrigin());
        Assert.Equal(near, _trees.FeederOf(_origin));
        Assert.Equal(other, _trees.Prune(other, _origin));
        Assert.Equal(near, _trees.FeederOf(_origin));
    }

    [Fact]
    public void Who_fed_before_trees_were_laid_out_anew_is_told_to_stop_once_something_comes_twice_whoever_is_later()
    {
        var (near, other) = GoRound();
        _trees.Prune(near, _origin);
        LayOutWithoutParent();
        _trees.Settle(0);

        Assert.Equal(other, _trees.Prune(near, _origin));
        Assert.Equal(near, _trees.FeederOf(_origin));
        Assert.Null(_trees.Prune(near, _origin)); // what comes twice over it now did so for another reason
    }

    [Fact]
    public void Whom_a_node_fed_before_trees_were_laid_out_anew_it_feeds_until_all_have()
    {
        var left = _overlay.Without(n => n == _parent.Peer);
        var (child, origin) = (from c in _links.Keys from o in left.Nodes where _overlay.ParentOf(c, o) == _self && left.ParentOf(c, o) is { } other && other != _self select (c, o)).First();

        Assert.True(_trees.Feeds(_links[child], origin));
        _trees.LayOut(left);
        Assert.True(_trees.Feeds(_links[child], origin));
        _trees.ForgetFormer();
        Assert.False(_trees.Feeds(_links[child], origin));
    }

    [Fact]
    public void When_the_roster_changes_what_was_chosen_stays_and_nobody_is_fed_for_what_was_before()
    {
        var (near, other) = GoRound();
        _trees.Prune(near, _origin);
        var left = _overlay.Without(n => n == _parent.Peer);
        var (child, origin) = (from c in _links.Keys from o in left.Nodes where _overlay.ParentOf(c, o) == _self && left.ParentOf(c, o) is { } parent && parent != _self select (c, o)).First();
        _links.Remove(_parent.Peer);
        _trees.Regrow(left);

        Assert.Empty(ToldOfOrigin());
        Assert.Equal(other, _trees.FeederOf(_origin));
        Assert.False(_trees.Feeds(_links[child], origin));
    }

    /// <summary>The parent is said to be down, and all links of the mesh without it are there.</summary>
    private void LayOutWithoutParent()
    {
        _links.Remove(_parent.Peer);
        _trees.LayOut(_overlay.Without(n => n == _parent.Peer));
        foreach (var neighbour in _trees.Overlay.NeighboursOf(_self))
        {
            _links.TryAdd(neighbour, LinkWith(neighbour));
        }
    }

    private static PeerSession LinkWith(NodeId peer) =>
        new(new LinkId(1), peer, dialled: true, openedAt: 0, window: 1, new LinkCounts(), new RumourTalk(new Allowance(1, 1))) { Greeted = true };

    /// <summary>Something was missed, and is fetched from who is not the parent.</summary>
    private PeerSession GraftAnother()
    {
        var feeder = _links.Values.First(s => s != _parent);
        Assert.True(_trees.Graft(feeder, _origin, out _));
        return feeder;
    }

    /// <summary>The parent says nothing although it owes a word: gives who is asked in its place, the chosen one first.</summary>
    private (PeerSession Chosen, PeerSession Spare) GoRound()
    {
        _parent.Silence.Expect(0);
        _parent.Silence.MarkQuiet(now: 0);
        var asked = ToldOfOrigin();
        Assert.Equal(2, asked.Count);
        Assert.All(asked, a => Assert.True(a.Graft));
        return (asked[0].To, asked[1].To);
    }

    private List<(PeerSession To, bool Graft)> ToldOfOrigin() => [.. _trees.Settle(0).Where(t => t.Origin == _origin).Select(t => (t.To, t.Graft))];
}
