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

    /// <summary>The number of the latest rumour when there was nothing to tell.</summary>
    private long _settledAt = -1;

    /// <summary>The far end said this.</summary>
    public void Heard(NodeId node, uint round, bool down)
    {
        Note(node, (round, down));
        _settledAt = -1; // it may be outdated
    }

    /// <summary>When the next digest may carry rumours; null when there are none to tell.</summary>
    public long? NextAt(Liveness liveness, long now)
    {
        if (_settledAt == liveness.Latest)
        {
            return null;
        }

        var untold = Untold(liveness).ToList();
        if (untold.Count == 0)
        {
            _settledAt = liveness.Latest;
            return null;
        }

        return untold.Exists(r => !r.Down) ? now : allowance.NextAt(now) ?? now;
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
            foreach (var rumour in Untold(liveness).OrderBy(r => r.Round).ThenBy(r => r.Order).Where(r => !r.Down || allowance.HasLeft(now)).Take(most))
            {
                told.Add(rumour);
                if (rumour.Down)
                {
                    allowance.Spend(1, now);
                }
            }
        }

        told.ForEach(r => Note(r.Node, (r.Round, r.Down)));
        return told;
    }

    private IEnumerable<Liveness.Rumour> Untold(Liveness liveness) => liveness.All.Where(r =>
    {
        var carried = _carried.GetValueOrDefault(r.Node);
        return (r.Down || carried.Down) && (r.Round, r.Down).CompareTo(carried) > 0;
    });

    private void Note(NodeId node, (uint Round, bool Down) said) =>
        _carried[node] = _carried.GetValueOrDefault(node) is var carried && said.CompareTo(carried) > 0 ? said : carried;
}
