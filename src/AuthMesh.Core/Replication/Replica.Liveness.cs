using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>Rumours about who is alive, in and out of digests.</summary>
public sealed partial class Replica
{
    /// <summary>How many nodes a second may be said to be down to a peer in the long run. A rumour costs nine bytes, and one that a node is up goes only where it was said to be down, from whichever end: however the
    /// mesh flaps, rumours cost a link less than an idle link may cost.</summary>
    private const int RumoursPerSecond = 1;

    /// <summary>How many may be said to be down at once after a quiet time, where a third of the mesh is not more: that much of any mesh may die, and all are told within a tick a hop.</summary>
    private const int FewestRumoursSaved = 32;

    private readonly Liveness _liveness;
    private readonly Dictionary<NodeId, Allowance> _rumourAllowances = [];

    private RumourTalk TalkWith(NodeId peer)
    {
        if (!_rumourAllowances.TryGetValue(peer, out var allowance))
        {
            _rumourAllowances.Add(peer, allowance = new Allowance(RumoursPerSecond, SavedRumours));
        }

        return new RumourTalk(allowance);
    }

    /// <summary>As many as may die at once.</summary>
    private int ManyNodes => Math.Max(FewestRumoursSaved, _roster.Nodes.Count / 3);

    /// <summary>In milliseconds' worth.</summary>
    private int SavedRumours => ManyNodes * 1_000 / RumoursPerSecond;

    /// <summary>The roster is another.</summary>
    private void SaveRumours()
    {
        foreach (var allowance in _rumourAllowances.Values)
        {
            allowance.SavedMilliseconds = SavedRumours;
        }
    }

    /// <summary>Null when there is nothing to tell.</summary>
    /// <remarks>No more at once than nodes may die at once. That a node is up has it dialled, and where links break all over nearly all is taken back: the more of it a digest carries, the more dials come together (`flicker` shows it).</remarks>
    private Wire.Rumours? RumoursFor(PeerSession session)
    {
        var told = session.Rumours.Tell(_liveness, _now.Elapsed, Math.Min(ManyNodes + 1, RumourTalk.MostRead));
        return told.Count == 0 ? null : new Wire.Rumours { Nodes = { told.Select(r => Mixed.Of(r.Node)) }, Said = { told.Select(r => (2UL * r.Round) + (r.Down ? 1u : 0)) } };
    }

    private void OnRumours(PeerSession session, Wire.Rumours rumours)
    {
        _announcedUpTo = null;
        var heard = rumours.Nodes.Zip(rumours.Said, (node, said) => (Node: node, Round: (uint)Math.Min(said / 2, uint.MaxValue), Down: said % 2 == 1));
        foreach (var (node, (_, round, down)) in heard.Take(RumourTalk.MostRead).SelectMany(r => _overlay.Named(r.Node), (r, node) => (node, r)))
        {
            session.Rumours.Heard(node, round, down);
            if (_liveness.Hear(node, round, down, SessionWith(node) is { Greeted: true, Silence.IsQuiet: false } && _overlay.AreNeighbours(_self, node), _now.Elapsed))
            {
                NoteLiveness(node);
                if (!_liveness.IsDown(node))
                {
                    _redialer.Encourage(node, _now.Elapsed);
                }
            }
        }
    }

    private void NoteLiveness(NodeId node)
    {
        _linksChanged = true;
        NoteMeshChange(node);
    }
}
