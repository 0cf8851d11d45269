using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>What the two ends of a link have told each other about who is alive, and what this end is still to tell.</summary>
/// <remarks>
/// <para>A link is told that a node is down, once, by the end that knows it first; that it is up only where the link has carried that it is down. So who believes something
/// outdated says so sooner or later, to each neighbour, and is corrected; and nothing is said twice.</para>
/// <para>How much is said is bounded by what may be said that a node is down. To take it back costs nothing of that: each time answers one that the link has carried. Were both paid for alike, what is false
/// would stay for minutes wherever links break for a while, since there is more of it than time to take it back.</para>
/// </remarks>
/// <param name="allowance">How many nodes may be said to be down to this peer: it outlives the link, so that links that break all the time carry no more.</param>
internal sealed class RumourTalk(Allowance allowance)
{
    /// <summary>The most rumours that are read of a digest, whatever the size of the mesh.</summary>
    public const int MostRead = 400;

    private readonly Dictionary<NodeId, (uint Round, bool Down)> _carried = [];

    /// <summary>Nodes of which it is to be told that they are down, and those of which it is to be taken back.</summary>
    private readonly HashSet<NodeId> _down = [], _up = [];

    /// <summary>Nodes of which the far end said something since this was last looked at.</summary>
    private readonly List<NodeId> _heard = [];

    /// <summary>The number of the latest rumour that was looked at.</summary>
    private long _lookedUpTo;

    /// <summary>The far end said this.</summary>
    public void Heard(NodeId node, uint round, bool down)
    {
        Note(node, (round, down));
        _heard.Add(node); // it may be outdated
    }

    /// <summary>Forgets who is no longer in the roster.</summary>
    public void Keep(Func<NodeId, bool> isMember)
    {
        foreach (var gone in _carried.Keys.Union(_down).Where(n => !isMember(n)).ToList())
        {
            _carried.Remove(gone);
            _down.Remove(gone);
            _up.Remove(gone);
        }
    }

    /// <summary>When the next digest may carry rumours; null when there are none to tell.</summary>
    public long? NextAt(Liveness liveness, long now)
    {
        LookAtNews(liveness);
        return _up.Count > 0 ? now : _down.Count > 0 ? allowance.NextAt(now) ?? now : null;
    }

    /// <summary>What goes into the digest that is sent now: first of nodes that change the least, so that flapping ones hide no death.</summary>
    /// <param name="liveness">What this node has heard.</param>
    /// <param name="now">Milliseconds.</param>
    /// <param name="most">So many at most; others follow a tick later.</param>
    public List<Liveness.Rumour> Tell(Liveness liveness, long now, int most = MostRead)
    {
        var told = new List<Liveness.Rumour>();
        if (NextAt(liveness, now) <= now)
        {
            foreach (var rumour in _down.Concat(_up).Select(liveness.Of).OrderBy(r => r.Round).ThenBy(r => r.Order).Where(r => !r.Down || allowance.HasLeft(now)).Take(most))
            {
                told.Add(rumour);
                if (rumour.Down)
                {
                    allowance.Spend(1, now);
                }
            }
        }

        foreach (var rumour in told)
        {
            Note(rumour.Node, (rumour.Round, rumour.Down));
            Look(rumour);
        }

        return told;
    }

    /// <summary>Every round asks, and where links break there is much that was said: so only what is new is looked at.</summary>
    private void LookAtNews(Liveness liveness)
    {
        if (_lookedUpTo == liveness.Latest && _heard.Count == 0)
        {
            return;
        }

        foreach (var rumour in liveness.After(_lookedUpTo))
        {
            Look(rumour);
        }

        foreach (var node in _heard)
        {
            Look(liveness.Of(node));
        }

        _heard.Clear();
        _lookedUpTo = liveness.Latest;
    }

    private void Look(in Liveness.Rumour rumour)
    {
        var carried = _carried.GetValueOrDefault(rumour.Node);
        var isUntold = (rumour.Down || carried.Down) && (rumour.Round, rumour.Down).CompareTo(carried) > 0;
        _ = isUntold && rumour.Down ? _down.Add(rumour.Node) : _down.Remove(rumour.Node);
        _ = isUntold && !rumour.Down ? _up.Add(rumour.Node) : _up.Remove(rumour.Node);
    }

    private void Note(NodeId node, (uint Round, bool Down) said) =>
        _carried[node] = _carried.GetValueOrDefault(node) is var carried && said.CompareTo(carried) > 0 ? said : carried;
}
