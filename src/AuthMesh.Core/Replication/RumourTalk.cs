using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>What the two ends of a link have told each other about who is alive, and what this end is still to tell.</summary>
/// <remarks>
/// A link is told that a node is down, once, by the end that knows it first; that it is up only where the link has carried that it is down. So who believes something
/// outdated says so sooner or later, to each neighbour, and is corrected; and nothing is said twice.
/// </remarks>
/// <param name="allowance">How many rumours may go to this peer: it outlives the link, so that links that break all the time carry no more.</param>
internal sealed class RumourTalk(Allowance allowance)
{
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
        if (_settledAt != liveness.Latest && !Untold(liveness).Any())
        {
            _settledAt = liveness.Latest;
        }

        return _settledAt == liveness.Latest ? null : allowance.NextAt(now) ?? now;
    }

    /// <summary>What goes into the digest that is sent now: first of nodes that change the least, so that flapping ones hide no death.</summary>
    public List<Liveness.Rumour> Tell(Liveness liveness, long now)
    {
        var told = new List<Liveness.Rumour>();
        if (NextAt(liveness, now) <= now)
        {
            foreach (var rumour in Untold(liveness).OrderBy(r => r.Round).ThenBy(r => r.Order).TakeWhile(_ => allowance.HasLeft(now)))
            {
                allowance.Spend(1, now);
                told.Add(rumour);
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
