using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>Who is alive, as far as this node knows: by its own links, and for all others by rumours that travel in digests.</summary>
/// <remarks>
/// <para>After SWIM (Das, Gupta, Motivala, 2002): suspicion and refutation. The links themselves are the probes: a node that loses its link to
/// another says that it is <b>down</b>; whoever is linked with that one, or it itself, refutes this by saying that it is <b>up</b> in the next round. A rumour of a
/// higher round counts more; of two of the same round, the one that says down. So a dead node is down for all once the last of its links has
/// broken, and a node that one peer has lost is not.</para>
/// <para>Each end tells a link only rumours that are newer than what it told there last, a bounded number in a digest; in quiet times there are none. They only
/// inform: no decision about a list rests on them. A node says something new only when a link of its own came or went, or to refute: rumours cannot feed on themselves.</para>
/// </remarks>
internal sealed class Liveness(NodeId self)
{
    private readonly Dictionary<NodeId, Rumour> _rumours = [];

    /// <summary>The last thing heard of a node.</summary>
    /// <param name="Order">Counts what this node heard or said, so that each link can be told what is new.</param>
    public readonly record struct Rumour(NodeId Node, uint Round, bool Down, long Order);

    /// <summary>The number of the latest.</summary>
    public long Latest { get; private set; }

    /// <summary>How often it changed who is said to be down.</summary>
    public long DownChanges { get; private set; }

    /// <summary>True when the node is said to be down.</summary>
    public bool IsDown(NodeId node) => _rumours.TryGetValue(node, out var rumour) && rumour.Down;

    /// <summary>The link with this node broke.</summary>
    public void Lost(NodeId node) => Say(node, Of(node).Round, down: true);

    /// <summary>A link with this node is up: if it was said to be down, it is not.</summary>
    public void Met(NodeId node)
    {
        if (IsDown(node))
        {
            Say(node, Of(node).Round + 1, down: false);
        }
    }

    /// <summary>Takes a rumour in; true when it was news here.</summary>
    /// <param name="isLinked">True when this node is linked with the one that it is about, as its neighbour: so it knows better than that it is down, and will tell when it is.</param>
    public bool Hear(NodeId node, uint round, bool down, bool isLinked)
    {
        var known = Of(node);
        if (round < known.Round || (round == known.Round && (known.Down || !down)) || round == uint.MaxValue)
        {
            return false;
        }

        var refuted = down && (isLinked || node == self);
        Say(node, refuted ? round + 1 : round, down && !refuted);
        return true;
    }

    /// <summary>What was heard or said since, oldest first, at most so many.</summary>
    public IEnumerable<Rumour> Since(long told, int most) => _rumours.Values.Where(r => r.Order > told).OrderBy(r => r.Order).Take(most);

    /// <summary>Forgets who is no longer in the roster: what is remembered is bounded by it.</summary>
    public void Keep(Func<NodeId, bool> isMember)
    {
        foreach (var gone in _rumours.Keys.Where(n => !isMember(n)).ToList())
        {
            DownChanges += IsDown(gone) ? 1 : 0;
            _rumours.Remove(gone);
        }
    }

    private Rumour Of(NodeId node) => _rumours.GetValueOrDefault(node, new Rumour(node, 0, false, 0));

    private void Say(NodeId node, uint round, bool down)
    {
        var known = Of(node);
        if (known.Round != round || known.Down != down)
        {
            DownChanges += known.Down != down ? 1 : 0;
            _rumours[node] = new Rumour(node, round, down, ++Latest);
        }
    }
}
