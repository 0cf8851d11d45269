using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>Races between a feeder and a neighbour that may be nearer, and what becomes of who won.</summary>
public sealed class NearTreesTests
{
    private readonly Overlay _overlay = Overlay.Of([.. Enumerable.Range(0, 40).Select(n => NodeId.OfPublicKey([(byte)n])).Order()], new ReplicaOptions());
    private readonly Dictionary<NodeId, PeerSession> _links = [];
    private readonly SpreadingTrees _trees;
    private readonly NodeId _self, _origin;
    private PeerSession _parent, _challenger;

    public NearTreesTests()
    {
        // Somebody who has two neighbours that are one hop nearer to an origin.
        (_self, _origin) = (from self in _overlay.Nodes from origin in _overlay.Nodes where Nearer(self, origin).Count() > 1 select (self, origin)).First();
        _trees = new SpreadingTrees(_self, n => _links.GetValueOrDefault(n), _overlay);
        foreach (var neighbour in _overlay.NeighboursOf(_self))
        {
            Link(neighbour);
        }

        _parent = _links[_overlay.ParentOf(_self, _origin)!.Value];
        _challenger = _links[Nearer(_self, _origin).First(n => n != _parent.Peer)];
    }

    [Fact]
    public void Who_brings_something_second_is_told_to_stop_and_the_other_feeds()
    {
        _trees.Race(_challenger, _origin);
        _trees.NotePushed(_challenger, _origin);
        Assert.Equal(_parent, _trees.Prune(_parent, _origin));
        Assert.Equal(_challenger, _trees.FeederOf(_origin));
        Assert.Null(_trees.ChallengerFor(_origin));
    }

    [Fact]
    public void A_challenger_that_has_brought_nothing_has_not_won_whatever_comes_twice()
    {
        _trees.Race(_challenger, _origin);
        _trees.NotePushed(_challenger, _origin);
        _trees.Prune(_challenger, _origin);
        _trees.Race(_challenger, _origin); // what it brought before says nothing: it was told to stop, and may not have heard that it races again

        Assert.Null(_trees.Prune(_parent, _origin));
        Assert.Equal(_parent, _trees.FeederOf(_origin));
        Assert.Equal(_challenger.Peer, _trees.ChallengerFor(_origin));
    }

    [Fact]
    public void A_challenger_that_asks_this_node_to_feed_it_meanwhile_does_not_win()
    {
        _trees.Race(_challenger, _origin);
        _trees.NotePushed(_challenger, _origin);
        _challenger.Asked[_origin] = true;

        Assert.Equal(_challenger, _trees.Prune(_parent, _origin));
        Assert.Equal(_parent, _trees.FeederOf(_origin));
    }

    [Fact]
    public void A_challenger_that_brings_something_second_is_told_to_stop()
    {
        _trees.Race(_challenger, _origin);
        Assert.Equal(_challenger, _trees.Prune(_challenger, _origin));
        Assert.Equal(_parent, _trees.FeederOf(_origin));
        Assert.Null(_trees.ChallengerFor(_origin));
    }

    [Fact]
    public void Who_has_won_keeps_feeding_when_the_parent_is_linked_anew_and_the_parent_is_told_so()
    {
        Win();
        _parent = Link(_parent.Peer);

        Assert.Contains((_parent, _origin, false), _trees.Settle(0));
        Assert.Equal(_challenger, _trees.FeederOf(_origin));
        Assert.Empty(_trees.Settle(0));
    }

    [Fact]
    public void Who_has_won_keeps_feeding_when_trees_are_laid_out_anew_and_it_is_nearer_to_the_origin_still()
    {
        Win();
        var left = _overlay.Nodes.Select(down => _overlay.Without(n => n == down)).First(o => o.HopsBetween(_origin, _challenger.Peer) < o.HopsBetween(_origin, _self) && o.ParentOf(_self, _origin) == _parent.Peer);
        _trees.LayOut(left);

        Assert.DoesNotContain(_trees.Settle(0), t => t.Origin == _origin);
        Assert.Equal(_challenger, _trees.FeederOf(_origin));
    }

    [Fact]
    public void When_the_winner_is_gone_the_parent_feeds_again()
    {
        Win();
        _links.Remove(_challenger.Peer);

        Assert.Contains((_parent, _origin, true), _trees.Settle(0));
        Assert.Equal(_parent, _trees.FeederOf(_origin));
    }

    [Fact]
    public void When_the_winner_is_quiet_the_parent_feeds_again()
    {
        Win();
        _challenger.Silence.MarkQuiet(now: 0);

        Assert.Contains((_parent, _origin, true), _trees.Settle(0));
        Assert.Equal(_parent, _trees.FeederOf(_origin));
    }

    [Fact]
    public void Any_neighbour_may_race_that_neither_feeds_already_nor_is_fed_from_here()
    {
        _challenger.Asked[_origin] = true;
        foreach (var session in _links.Values)
        {
            Assert.Equal(session != _parent && session != _challenger && _overlay.ParentOf(session.Peer, _origin) != _self, _trees.MayRace(session, _origin));
        }

        Assert.Contains(_links.Values, s => !Nearer(_self, _origin).Contains(s.Peer) && _trees.MayRace(s, _origin));
    }

    private void Win()
    {
        _trees.Race(_challenger, _origin);
        _trees.NotePushed(_challenger, _origin);
        _trees.Prune(_parent, _origin);
    }

    private IEnumerable<NodeId> Nearer(NodeId self, NodeId origin) =>
        _overlay.NeighboursOf(self).Where(n => _overlay.HopsBetween(origin, n) < _overlay.HopsBetween(origin, self));

    private PeerSession Link(NodeId peer)
    {
        var (counts, rumours) = (new LinkCounts(), new RumourTalk(new Allowance(1, 1_000)));
        return _links[peer] = new PeerSession(new LinkId(_links.Count), peer, dialled: true, openedAt: 0, window: 1 << 20, counts, rumours) { Greeted = true };
    }
}
