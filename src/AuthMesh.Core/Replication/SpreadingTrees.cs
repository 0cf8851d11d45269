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
internal sealed class SpreadingTrees(NodeId self, Func<NodeId, PeerSession?> linkWith)
{
    /// <summary>Feeders that are not the parent. An entry lasts as long as the feeder's link.</summary>
    private readonly Dictionary<NodeId, NodeId> _chosen = [];

    /// <summary>By origin, a second feeder beside the chosen one: nobody knows yet whether what leads to either goes round what has stopped. Who brings something second is pruned.</summary>
    private readonly Dictionary<NodeId, NodeId> _spares = [];

    /// <summary>When the last batch of an origin came. Bounded by the roster.</summary>
    private readonly Dictionary<NodeId, long> _wroteAt = [];

    /// <summary>For so many milliseconds after its last batch it is worth asking others for an origin's when a link breaks. It comes back within seconds, or trees are laid out without it; until then digests find what others write.</summary>
    private const int Lately = 60_000;

    /// <summary>Origins whose second feeder is let race against the first (<see cref="NearWays"/>).</summary>
    private readonly HashSet<NodeId> _races = [];

    /// <summary>Origins whose chosen feeder has won a race: it is kept although the parent's link is up.</summary>
    private readonly HashSet<NodeId> _sooner = [];

    /// <summary>Where trees begin: the links of all that are not said to be down.</summary>
    public Overlay Overlay { get; set; } = Overlay.Empty;

    /// <summary>How many origins come to this node by another way than that of the roster.</summary>
    public int Chosen => _chosen.Count;

    /// <summary>A batch of the origin is applied.</summary>
    public void NoteWritten(NodeId origin, long now) => _wroteAt[origin] = now;

    /// <summary>True when this node pushes the origin's batches over the link.</summary>
    public bool Feeds(PeerSession to, NodeId origin) => origin != to.Peer &&
        (to.Asked.TryGetValue(origin, out var asked) ? asked : Overlay.ParentOf(to.Peer, origin) == self);

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
    /// <remarks>Not while the origin itself feeds this node: what it missed was slow or is lost, and no way is shorter. Once left, it would be left for good.</remarks>
    public bool Graft(PeerSession session, NodeId origin, out PeerSession? pruned)
    {
        pruned = FeederOf(origin);
        if (pruned == session || origin == self || (pruned?.Peer == origin && !pruned.Silence.IsQuiet))
        {
            pruned = null;
            return false;
        }

        pruned?.Declined.Add(origin);
        Choose(session, origin);
        return true;
    }

    /// <summary>A batch came twice, the second time over this link: true when it is not the one it is to come over, and the far end is to be told so.</summary>
    public bool Prune(PeerSession session, NodeId origin)
    {
        var (feeder, spare) = (FeederOf(origin), SpareOf(origin));
        _spares.Remove(origin);
        var isRace = _races.Remove(origin);
        if (feeder == session)
        {
            if (spare is null)
            {
                return false;
            }

            Choose(spare, origin); // it was sooner
            if (isRace)
            {
                _sooner.Add(origin);
            }
        }

        return session.Declined.Add(origin);
    }

    private PeerSession? SpareOf(NodeId origin) => _spares.TryGetValue(origin, out var spare) && linkWith(spare) is { Greeted: true, Silence.IsQuiet: false } live ? live : null;

    /// <summary>True when a neighbour could be let race against the origin's feeder: it is strictly nearer to the origin than this node, as every node's parent is, so nobody ends up being fed by whom it feeds.</summary>
    public bool MayRace(PeerSession challenger, NodeId origin) =>
        !Overlay.IsFullyLinked && IsNearer(challenger.Peer, origin) && Overlay.AreNeighbours(self, challenger.Peer) && challenger is { Greeted: true, Silence.IsQuiet: false } &&
        FeederOf(origin) is { Silence.IsQuiet: false } feeder && feeder != challenger && SpareOf(origin) is null && !IsFedFromHere(challenger, origin);

    /// <summary>Has a second neighbour feed this node until one of the two brings something second.</summary>
    public void Race(PeerSession challenger, NodeId origin)
    {
        challenger.Declined.Remove(origin);
        _spares[origin] = challenger.Peer;
        _races.Add(origin);
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

    /// <summary>After links or roster changed: back to the parent wherever its link is up, and away from links that are gone or quiet.</summary>
    /// <returns>What is to be told to whom.</returns>
    public List<(PeerSession To, NodeId Origin, bool Graft)> Settle(long now)
    {
        var told = new List<(PeerSession, NodeId, bool)>();
        foreach (var (origin, feeder) in _chosen.ToList())
        {
            var current = linkWith(feeder) is { Greeted: true } live ? live : null;
            var parent = ParentLink(origin);
            var isSooner = _sooner.Contains(origin) && IsNearer(feeder, origin);
            if (isSooner && current is { Silence.IsQuiet: false } && parent is not null && parent != current && parent.Declined.Add(origin))
            {
                told.Add((parent, origin, false)); // its link is new: it would feed this node, too
            }

            var canReturn = parent is not null && parent != current && !parent.Declined.Contains(origin) && !parent.Silence.IsQuiet && !IsFedFromHere(parent, origin);
            if (current is { Silence.IsQuiet: false } && !canReturn)
            {
                continue;
            }

            var spare = SpareOf(origin);
            _chosen.Remove(origin);
            _sooner.Remove(origin);
            _spares.Remove(origin);
            _races.Remove(origin);
            if (spare is not null && !canReturn)
            {
                Choose(spare, origin);
                spare = null;
            }

            foreach (var surplus in new[] { current, spare }.OfType<PeerSession>())
            {
                if (surplus != parent && surplus.Declined.Add(origin))
                {
                    told.Add((surplus, origin, false));
                }
            }
        }

        var neighbours = Overlay.NeighboursOf(self).Select(n => (Node: n, Link: linkWith(n))).ToList();
        foreach (var session in neighbours.Select(n => n.Link).OfType<PeerSession>().Where(s => s.Greeted))
        {
            foreach (var origin in session.Declined.Where(o => !_chosen.ContainsKey(o) && Overlay.ParentOf(self, o) == session.Peer && !IsFedFromHere(session, o)).ToList())
            {
                session.Declined.Remove(origin);
                told.Add((session, origin, true));
            }
        }

        if (neighbours.Exists(n => n.Link is not { Greeted: true, Silence.IsQuiet: false }))
        {
            told.AddRange(GoRound([.. neighbours.Select(n => n.Link).OfType<PeerSession>().Where(s => s.Greeted)], now));
        }

        return told;
    }

    /// <summary>True when this node's parent had to ask this node to feed it: it is nobody to return to.</summary>
    private static bool IsFedFromHere(PeerSession parent, NodeId origin) => parent.Asked.GetValueOrDefault(origin);

    /// <summary>True when what feeds a neighbour is quiet for this node, too.</summary>
    private bool IsCutOff(NodeId neighbour, NodeId origin) => Overlay.ParentOf(neighbour, origin) is { } parent && linkWith(parent) is { Silence.IsQuiet: true };

    private bool HasWrittenLately(NodeId origin, long now) => _wroteAt.TryGetValue(origin, out var at) && now < at + Lately;

    /// <summary>While no link is quiet, only these can be without a feeder: who wrote lately, and what a neighbour is fed by this node. A mesh has many more nodes, and where links break this is asked all the time.</summary>
    private IEnumerable<NodeId> FedByNobody(IReadOnlyList<PeerSession> links, long now) =>
        _wroteAt.Where(w => now < w.Value + Lately).Select(w => w.Key).Concat(links.SelectMany(l => l.Asked.Where(a => a.Value).Select(a => a.Key))).Distinct().Order();

    /// <summary>Finds other feeders for what links that are gone or quiet would feed: of the live neighbours that do not get it from here themselves, the two that are nearest to the origin.</summary>
    /// <remarks>Not for what such a neighbour writes itself: most likely it does not, and else a digest tells. The far end of a quiet link is told nothing, so that all is as before once it speaks again.</remarks>
    private IEnumerable<(PeerSession To, NodeId Origin, bool Graft)> GoRound(IReadOnlyList<PeerSession> links, long now)
    {
        var live = links.Where(s => !s.Silence.IsQuiet).ToList();
        foreach (var origin in live.Count < links.Count ? Overlay.Nodes : FedByNobody(links, now))
        {
            if (origin == self || _chosen.ContainsKey(origin) || Overlay.ParentOf(self, origin) is not { } parent || parent == origin)
            {
                continue;
            }

            var link = linkWith(parent) is { Greeted: true } greeted ? greeted : null;
            if (link is null ? !HasWrittenLately(origin, now) : !link.Silence.IsQuiet && !IsFedFromHere(link, origin))
            {
                continue;
            }

            var detours = live.Where(s => s.Peer != origin && !Feeds(s, origin)).OrderBy(s => (IsCutOff(s.Peer, origin), Overlay.RankOf(s.Peer, self, origin))).Take(2).ToList();
            foreach (var detour in detours)
            {
                detour.Declined.Remove(origin);
                yield return (detour, origin, true);
            }

            if (detours.Count > 0)
            {
                _chosen[origin] = detours[0].Peer;
            }

            _races.Remove(origin);
            if (detours.Count > 1)
            {
                _spares[origin] = detours[1].Peer;
            }
        }
    }
}
