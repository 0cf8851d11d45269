using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>What becomes of feeders when links come, go and fall silent.</summary>
internal sealed partial class SpreadingTrees
{
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

            var isBackAtHand = parent is not null && parent != SpareOf(origin) && !parent.Declined.Contains(origin) && !IsFedFromHere(parent, origin);
            var isElsewhere = _isLaidOutAnew && !isSooner && current is not null; // who fed before goes on meanwhile
            var canReturn = parent is { Silence.IsQuiet: false } && parent != current && (isBackAtHand || isElsewhere);
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

            if (canReturn && _isLaidOutAnew)
            {
                parent!.Declined.Remove(origin);
                told.Add((parent, origin, true)); // which may lay trees out later
                if (current is not null)
                {
                    _left[origin] = current.Peer;
                }

                current = null;
            }

            foreach (var surplus in new[] { current, spare }.OfType<PeerSession>())
            {
                if (surplus != parent && surplus.Declined.Add(origin))
                {
                    told.Add((surplus, origin, false));
                }
            }
        }

        _isLaidOutAnew = false;
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

    /// <summary>Those that may have no feeder while links are gone but none is quiet: who wrote lately, and who is fed to a neighbour from here. A mesh has many more nodes, and where links come and go this is asked all the time.</summary>
    private IEnumerable<NodeId> Unfed(IReadOnlyList<PeerSession> links, long now) =>
        _wroteAt.Keys.Where(origin => HasWrittenLately(origin, now)).Concat(links.SelectMany(l => l.Asked.Where(a => a.Value).Select(a => a.Key))).Distinct().Order();

    /// <summary>Finds other feeders for what links that are gone or quiet would feed: of the live neighbours that do not get it from here themselves, the two that are nearest to the origin.</summary>
    /// <remarks>Not for what such a neighbour writes itself: most likely it does not, and else a digest tells. The far end of a quiet link is told nothing, so that all is as before once it speaks again.</remarks>
    private IEnumerable<(PeerSession To, NodeId Origin, bool Graft)> GoRound(IReadOnlyList<PeerSession> links, long now)
    {
        var live = links.Where(s => !s.Silence.IsQuiet).ToList();
        foreach (var origin in live.Count < links.Count ? Overlay.Nodes : Unfed(links, now))
        {
            if (origin == self || _chosen.ContainsKey(origin) || Overlay.ParentOf(self, origin) is not { } parent || parent == origin)
            {
                continue;
            }

            var link = linkWith(parent) is { Greeted: true } greeted ? greeted : null;
            if (link is null ? !HasWrittenLately(origin, now) : !link.Silence.IsQuiet && (LeftOf(origin) is not null || !IsFedFromHere(link, origin)))
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
                _brings.Remove(origin);
            }
        }
    }
}
