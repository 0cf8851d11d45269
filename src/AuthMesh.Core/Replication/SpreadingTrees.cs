using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>Broadcast trees, one for each origin: from which neighbour this node gets whose batches, and to which it pushes them.</summary>
/// <remarks>
/// <para>After Plumtree (Leitão, Pereira, Rodrigues: "Epidemic Broadcast Trees", 2007): payload is pushed along a tree, announcements go over
/// all links, who gets something twice has the second link pruned, who missed something fetches it and grafts the link that had it.
/// Two things differ. A tree is not formed by a flood: it begins as the tree of shortest paths that everyone works out of the roster
/// (<see cref="Replication.Overlay"/>). And it is the receiver who decides: it has one <b>feeder</b> for each origin, by default
/// its parent in that tree, and tells a neighbour only where it wants something else. When its parent's link comes back, so does the default.</para>
/// <para>In a fully linked mesh everyone's parent is the origin: it pushes once to each, and nobody forwards.</para>
/// <para>Choices that go wrong (two nodes that feed each other) bring nothing, are found out by the next digest, and are given up for whoever
/// announced what was missing.</para>
/// </remarks>
internal sealed class SpreadingTrees(NodeId self, Func<NodeId, PeerSession?> linkWith)
{
    /// <summary>Feeders that are not the parent. An entry lasts as long as the feeder's link.</summary>
    private readonly Dictionary<NodeId, NodeId> _chosen = [];

    /// <summary>Who is whose neighbour, by the roster.</summary>
    public Overlay Overlay { get; set; } = Overlay.Empty;

    /// <summary>How many origins come to this node by another way than that of the roster.</summary>
    public int Chosen => _chosen.Count;

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

        return Overlay.ParentOf(self, origin) is { } parent && linkWith(parent) is { Greeted: true } byRoster && !byRoster.Declined.Contains(origin) ? byRoster : null;
    }

    /// <summary>Has the origin's batches come over this link from now on: true, and who is to be told to stop, if it is not so already.</summary>
    public bool Graft(PeerSession session, NodeId origin, out PeerSession? pruned)
    {
        pruned = FeederOf(origin);
        if (pruned == session || origin == self)
        {
            pruned = null;
            return false;
        }

        pruned?.Declined.Add(origin);
        session.Declined.Remove(origin);
        _chosen[origin] = session.Peer;
        return true;
    }

    /// <summary>A batch came twice: true when this link is not the one it is to come over, and the far end is to be told so.</summary>
    public bool Prune(PeerSession session, NodeId origin) => FeederOf(origin) != session && session.Declined.Add(origin);

    /// <summary>After links or roster changed: back to the parent wherever its link is up, and away from links that are gone.</summary>
    /// <returns>What is to be told to whom.</returns>
    public List<(PeerSession To, NodeId Origin, bool Graft)> Settle()
    {
        var told = new List<(PeerSession, NodeId, bool)>();
        foreach (var (origin, feeder) in _chosen.ToList())
        {
            var current = linkWith(feeder) is { Greeted: true } live ? live : null;
            var parent = Overlay.ParentOf(self, origin) is { } node && linkWith(node) is { Greeted: true } greeted ? greeted : null;
            if (current is not null && (parent is null || parent == current || parent.Declined.Contains(origin)))
            {
                continue;
            }

            _chosen.Remove(origin);
            if (current is not null && current.Declined.Add(origin))
            {
                told.Add((current, origin, false));
            }
        }

        foreach (var session in Overlay.NeighboursOf(self).Select(linkWith).OfType<PeerSession>().Where(s => s.Greeted))
        {
            foreach (var origin in session.Declined.Where(o => !_chosen.ContainsKey(o) && Overlay.ParentOf(self, o) == session.Peer).ToList())
            {
                session.Declined.Remove(origin);
                told.Add((session, origin, true));
            }
        }

        return told;
    }
}
