using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>Who is alive, as far as this node knows: by its own links, and for all others by rumours that travel in digests.</summary>
/// <remarks>
/// <para>After SWIM (Das, Gupta, Motivala, 2002): suspicion and refutation. The links themselves are the probes: a node that loses its link to
/// another says that it is <b>down</b>; whoever is linked with that one and hears from it, or it itself, refutes this by saying that it is <b>up</b> in the next round. A rumour of a
/// higher round counts more; of two of the same round, the one that says down. So a dead node is down for all once the last of its links has
/// broken, or the first while there is news that it does not answer, and a node that one peer has lost is not.</para>
/// <para>What of this goes over a link, and how much at most, is said in <see cref="RumourTalk"/>; in quiet times nothing does. Rumours only inform: no decision about a list rests on them. A node says
/// something new only when a link of its own came or went, or to refute: rumours cannot feed on themselves.</para>
/// <para>Where links break all the time, nearly all that would be said is false. So a node that was refuted to be down has to be out of reach for twice as long before it is said again, and so on; a while without that
/// halves it (after the damping of flapping routes, RFC 2439). And a node whose own links broke and came back takes a loss for that rather than for a death, the more so the more of them there were: else all would be said
/// once before the damping begins (after Lifeguard: Dadgar, Phillips, Currey, 2017).</para>
/// </remarks>
internal sealed class Liveness(NodeId self)
{
    /// <summary>The most doublings of the patience with a node that flaps.</summary>
    private const int MostFlaps = 6;

    /// <summary>After so many milliseconds a flap is forgiven. The redialer's longest waits are over by then, or nearly: what was lost while links broke is back.</summary>
    private const long Forgiven = 30_000;

    private readonly Dictionary<NodeId, LinkedListNode<Rumour>> _rumours = [];

    /// <summary>The values of the former, the latest last: each link asks for what is new since it asked before.</summary>
    private readonly LinkedList<Rumour> _latest = new();

    /// <summary>When which link came back soon after it had broken.</summary>
    private readonly Dictionary<NodeId, long> _returned = [];

    /// <summary>The last thing heard of a node.</summary>
    /// <param name="Order">Counts what this node heard or said.</param>
    /// <param name="Flaps">How often of late it was refuted that the node is down.</param>
    /// <param name="FlappedAt">When it was last.</param>
    public readonly record struct Rumour(NodeId Node, uint Round, bool Down, long Order, int Flaps, long FlappedAt);

    /// <summary>The number of the latest.</summary>
    public long Latest { get; private set; }

    /// <summary>How often it changed who is said to be down.</summary>
    public long DownChanges { get; private set; }

    /// <summary>The last thing heard or said of every node of whom something was.</summary>
    public IEnumerable<Rumour> All => _latest;

    /// <summary>What was heard or said after the rumour of this number, the latest first.</summary>
    public IEnumerable<Rumour> After(long order)
    {
        for (var rumour = _latest.Last; rumour?.Value.Order > order; rumour = rumour.Previous)
        {
            yield return rumour.Value;
        }
    }

    /// <summary>True when the node is said to be down.</summary>
    public bool IsDown(NodeId node) => _rumours.TryGetValue(node, out var rumour) && rumour.Value.Down;

    /// <summary>How long a node is to be out of reach before it is said to be down, when it is so long for one that does not flap.</summary>
    public long Patience(NodeId node, long patience, long now) => patience << Math.Max(FlapsOf(Of(node), now), Unrest(now));

    /// <summary>How many times twice as long this node is to wait for others before it takes them for gone: for each of its own links that broke and came back of late.</summary>
    public int Unrest(long now)
    {
        var returned = 0;
        foreach (var at in _returned.Values)
        {
            returned += now - at < Forgiven ? 1 : 0;
        }

        return Math.Min(MostFlaps, returned);
    }

    /// <summary>A link of this node's own that had broken a moment before is back.</summary>
    public void Returned(NodeId node, long now)
    {
        foreach (var calm in _returned.Where(r => now - r.Value >= Forgiven).Select(r => r.Key).ToList())
        {
            _returned.Remove(calm);
        }

        _returned[node] = now;
    }

    /// <summary>The link with this node broke.</summary>
    public void Lost(NodeId node, long now) => Say(node, Of(node).Round, down: true, now);

    /// <summary>A link with this node is up: if it was said to be down, it is not.</summary>
    public void Met(NodeId node, long now)
    {
        if (IsDown(node))
        {
            Say(node, Of(node).Round + 1, down: false, now);
        }
    }

    /// <summary>Takes a rumour in; true when it was news here.</summary>
    /// <param name="isLinked">True when this node is linked with the one that it is about, as its neighbour, and the link is not quiet: so it knows better than that it is down, and will tell when it is.</param>
    public bool Hear(NodeId node, uint round, bool down, bool isLinked, long now)
    {
        var known = Of(node);
        if (round < known.Round || (round == known.Round && (known.Down || !down)) || round == uint.MaxValue)
        {
            return false;
        }

        var refuted = down && (isLinked || node == self);
        Say(node, refuted ? round + 1 : round, down && !refuted, now);
        return true;
    }

    /// <summary>Forgets who is no longer in the roster: what is remembered is bounded by it.</summary>
    public void Keep(Func<NodeId, bool> isMember)
    {
        foreach (var gone in _rumours.Keys.Where(n => !isMember(n)).ToList())
        {
            DownChanges += IsDown(gone) ? 1 : 0;
            _rumours.Remove(gone, out var rumour);
            _latest.Remove(rumour!);
        }
    }

    /// <summary>The last thing heard or said of a node; that it is up, in round 0, when nothing was.</summary>
    public Rumour Of(NodeId node) => _rumours.TryGetValue(node, out var rumour) ? rumour.Value : new Rumour(node, 0, false, 0, 0, 0);

    private static int FlapsOf(in Rumour known, long now) => (int)Math.Max(0, known.Flaps - ((now - known.FlappedAt) / Forgiven));

    private void Say(NodeId node, uint round, bool down, long now)
    {
        var known = Of(node);
        if (known.Round != round || known.Down != down)
        {
            DownChanges += known.Down != down ? 1 : 0;
            var flaps = FlapsOf(known, now);
            var said = round > known.Round
                ? new Rumour(node, round, down, ++Latest, Math.Min(flaps + 1, MostFlaps), now)
                : known with { Down = down, Order = ++Latest };
            if (_rumours.TryGetValue(node, out var before))
            {
                _latest.Remove(before);
            }

            _rumours[node] = _latest.AddLast(said);
        }
    }
}
