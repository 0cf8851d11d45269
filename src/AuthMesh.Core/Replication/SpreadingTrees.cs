using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>Broadcast trees, one for each origin: from which neighbour this node gets whose batches, and to which it pushes them.</summary>
/// <remarks>
/// <para>After Plumtree (Leitão, Pereira, Rodrigues: "Epidemic Broadcast Trees", 2007): payload is pushed along a tree, announcements go over
/// all links, who gets something twice has the second link pruned, who missed something fetches it and grafts the link that had it.
/// Two things differ. A tree is not formed by a flood: it begins as the tree of shortest paths that everyone works out of the roster
/// (<see cref="Replication.Overlay"/>). And it is the receiver who decides: it has one <b>feeder</b> for each origin, by default
/// its parent in that tree, and tells a neighbour only where it wants something else. When its parent's link comes back, so does the default.
/// While a feeder is gone or quiet, what it fed comes from the two neighbours that are nearest to the origin otherwise, without waiting for something to be missed; whichever of them
/// brings something second is pruned.</para>
/// <para>In a fully linked mesh everyone's parent is the origin: it pushes once to each, and nobody forwards.</para>
/// <para>Choices that go wrong (two nodes that feed each other) bring nothing, are found out by the next digest, and are given up for whoever
/// announced what was missing.</para>
/// </remarks>
internal sealed partial class SpreadingTrees(NodeId self, Func<NodeId, PeerSession?> linkWith, Overlay overlay)
{
    /// <summary>Feeders that are not the parent. An entry lasts as long as the feeder's link.</summary>
    private readonly Dictionary<NodeId, NodeId> _chosen = [];

    /// <summary>By origin, a second feeder beside the chosen one: nobody knows yet whether what leads to either goes round what has stopped. Who brings something second is pruned.</summary>
    private readonly Dictionary<NodeId, NodeId> _spares = [];

    /// <summary>Origins whose second feeder has brought something since it became that.</summary>
    private readonly HashSet<NodeId> _brings = [];

    /// <summary>When the last batch of an origin came. Bounded by the roster.</summary>
    private readonly Dictionary<NodeId, long> _wroteAt = [];

    /// <summary>For so many milliseconds after its last batch it is worth asking others for an origin's when a link breaks. It comes back within seconds, or trees are laid out without it; until then digests find what others write.</summary>
    private const int Lately = 10_000;

    /// <summary>Origins whose second feeder is let race against the first (<see cref="NearWays"/>).</summary>
    private readonly HashSet<NodeId> _races = [];

    /// <summary>Origins whose chosen feeder has won a race: it is kept although the parent's link is up.</summary>
    private readonly HashSet<NodeId> _sooner = [];

    /// <summary>By origin, who fed this node before trees were laid out anew, and does so until something comes twice: the parent of now may be asked too late for what is under way.</summary>
    private readonly Dictionary<NodeId, NodeId> _left = [];

    /// <summary>Where trees began before they were laid out anew; null once all must have done so.</summary>
    private Overlay? _former;

    /// <summary>True from laying trees out anew until they are settled: what was chosen among the ways of before says nothing about those of now.</summary>
    private bool _isLaidOutAnew;

    /// <summary>Where trees begin: the links of all that are not said to be down.</summary>
    public Overlay Overlay { get; private set; } = overlay;

    /// <summary>Trees begin elsewhere from now on. Others lay them out sooner or later than this node; so that nobody misses anything meanwhile, it feeds whom it fed before as well, until it is told that all have.</summary>
    public void LayOut(Overlay overlay)
    {
        if (overlay != Overlay)
        {
            (_former, Overlay, _isLaidOutAnew) = (Overlay, overlay, true);
        }
    }

    /// <summary>All have laid trees out anew.</summary>
    public void ForgetFormer() => _former = null;

    /// <summary>The roster is another. All learn of it within a moment, and the ways that were chosen are as good as before.</summary>
    public void Regrow(Overlay overlay) => (_former, Overlay) = (null, overlay);

    /// <summary>How many origins come to this node by another way than that of the roster.</summary>
    public int Chosen => _chosen.Count;

    /// <summary>A batch of the origin is applied.</summary>
    public void NoteWritten(NodeId origin, long now) => _wroteAt[origin] = now;

    /// <summary>True when this node pushes the origin's batches over the link.</summary>
    public bool Feeds(PeerSession to, NodeId origin) => origin != to.Peer &&
        (to.Asked.TryGetValue(origin, out var asked) ? asked : Overlay.ParentOf(to.Peer, origin) == self || _former?.ParentOf(to.Peer, origin) == self);

    /// <summary>The link over which the origin's batches are to come; null when there is none now.</summary>
    public PeerSession? FeederOf(NodeId origin)
    {
        if (_chosen.TryGetValue(origin, out var chosen) && linkWith(chosen) is { Greeted: true } session)
        {
            return session;
        }

        return ParentLink(origin) is { } parent && !parent.Declined.Contains(origin) ? parent : null;
    }

    private PeerSession? ParentLink(NodeId origin) =>
        Overlay.ParentOf(self, origin) is { } parent && linkWith(parent) is { Greeted: true } greeted ? greeted : null;

    /// <summary>Has the origin's batches come over this link from now on: true, and who is to be told to stop, if it is not so already.</summary>
    /// <remarks>Who fed before goes on until the fetch has ended, unless it is quiet. The new feeder hears of it only after a moment, and what it passed over until then would else be missed, too: where links are long, each graft would
    /// make the next. If it brings something meanwhile, it was the wait that was too short: then both go on until something comes twice, and who is sooner stays. Not while the origin itself feeds this node: what it missed was slow or is lost, and no way is shorter. Once left, it would be left for good. Nor by whom this node feeds: two that feed each other bring nothing.</remarks>
    public bool Graft(PeerSession session, NodeId origin, out PeerSession? pruned)
    {
        pruned = FeederOf(origin);
        if (pruned == session || origin == self || Feeds(session, origin) || (pruned?.Peer == origin && !pruned.Silence.IsQuiet))
        {
            pruned = null;
            return false;
        }

        Choose(session, origin);
        _races.Remove(origin);
        _brings.Remove(origin);
        if (pruned is { Silence.IsQuiet: false })
        {
            _spares[origin] = pruned.Peer;
            pruned = null;
        }

        pruned?.Declined.Add(origin);
        return true;
    }

    /// <summary>A batch came over this link by a push, for the first time.</summary>
    public void NotePushed(PeerSession session, NodeId origin)
    {
        if (SpareOf(origin) == session)
        {
            _brings.Add(origin);
        }
    }

    /// <summary>The fetch of what was missed has ended, so who was grafted pushes the origin's batches by now: gives who fed before, if it is to be told to stop; null for nobody.</summary>
    public PeerSession? TakeOver(PeerSession session, NodeId origin)
    {
        if (FeederOf(origin) != session || SpareOf(origin) is not { } former || _races.Contains(origin) || _brings.Contains(origin))
        {
            return null;
        }

        _spares.Remove(origin);
        return former.Declined.Add(origin) ? former : null;
    }

    /// <summary>A batch came twice, the second time over this link: gives whose link is one too many, and is to be told so; null for nobody's.</summary>
    public PeerSession? Prune(PeerSession session, NodeId origin)
    {
        var (feeder, spare) = (FeederOf(origin), SpareOf(origin));
        if (feeder == session && _races.Contains(origin) && !_brings.Contains(origin))
        {
            return null; // the first copy came from who was told to stop before: a challenger that has brought nothing may not have heard yet that it is one
        }

        _spares.Remove(origin);
        var isRace = _races.Remove(origin);
        var left = LeftOf(origin);
        _left.Remove(origin);
        if (feeder != session)
        {
            return session.Declined.Add(origin) ? session : null;
        }

        if (spare is null)
        {
            return left is not null && left != session && left.Declined.Add(origin) ? left : null;
        }

        if (Feeds(spare, origin))
        {
            return spare.Declined.Add(origin) ? spare : null; // it has asked this node meanwhile: each would wait for the other
        }

        Choose(spare, origin); // it was sooner
        if (isRace)
        {
            _sooner.Add(origin);
        }

        return session.Declined.Add(origin) ? session : null;
    }

    private PeerSession? SpareOf(NodeId origin) => LiveIn(_spares, origin);

    private PeerSession? LeftOf(NodeId origin) => LiveIn(_left, origin);

    private PeerSession? LiveIn(Dictionary<NodeId, NodeId> feeders, NodeId origin) =>
        feeders.TryGetValue(origin, out var feeder) && linkWith(feeder) is { Greeted: true, Silence.IsQuiet: false } live ? live : null;

    /// <summary>True when a neighbour could be let race against the origin's feeder. Over however many links its own way leads: who is fed from here has everything later than this node, and so is never the sooner one.</summary>
    public bool MayRace(PeerSession challenger, NodeId origin) =>
        !Overlay.IsFullyLinked && Overlay.AreNeighbours(self, challenger.Peer) && challenger is { Greeted: true, Silence.IsQuiet: false } &&
        FeederOf(origin) is { Silence.IsQuiet: false } feeder && feeder != challenger && SpareOf(origin) is null && !Feeds(challenger, origin);

    /// <summary>Has a second neighbour feed this node until one of the two brings something second.</summary>
    public void Race(PeerSession challenger, NodeId origin)
    {
        challenger.Declined.Remove(origin);
        _spares[origin] = challenger.Peer;
        _races.Add(origin);
        _brings.Remove(origin);
    }

    /// <summary>Who races against the origin's feeder; null for nobody.</summary>
    public NodeId? ChallengerFor(NodeId origin) => _races.Contains(origin) ? SpareOf(origin)?.Peer : null;

    private bool IsNearer(NodeId neighbour, NodeId origin) => Overlay.HopsBetween(origin, neighbour) < Overlay.HopsBetween(origin, self);

    private void Choose(PeerSession session, NodeId origin)
    {
        _sooner.Remove(origin);
        session.Declined.Remove(origin);
        _chosen[origin] = session.Peer;
    }
}
