using AuthMesh.Core.Identity;
using Google.Protobuf.Collections;

namespace AuthMesh.Core.Replication;

/// <summary>Rumours about who is alive, in and out of digests.</summary>
public sealed partial class Replica
{
    /// <summary>How many nodes a second may be said to be down to a peer in the long run, and how many seconds' worth may be saved up. A rumour costs 15 bytes, and one that a node is up goes only where it was said
    /// to be down, from whichever end: however the mesh flaps, rumours cost a link less than an idle link may cost; and a quarter of a hundred nodes may die at once and all are told within a tick a hop.</summary>
    private const int RumoursPerSecond = 1, RumoursSaved = 32;

    private readonly Liveness _liveness;
    private readonly Dictionary<NodeId, Allowance> _rumourAllowances = [];

    private RumourTalk TalkWith(NodeId peer)
    {
        if (!_rumourAllowances.TryGetValue(peer, out var allowance))
        {
            _rumourAllowances.Add(peer, allowance = new Allowance(RumoursPerSecond, RumoursSaved * 1_000));
        }

        return new RumourTalk(allowance);
    }

    private IEnumerable<Wire.Rumour> RumoursFor(PeerSession session) =>
        session.Rumours.Tell(_liveness, _now.Elapsed).Select(r => new Wire.Rumour { Node = Mixed.Of(r.Node), Round = r.Round, Down = r.Down });

    private void OnRumours(PeerSession session, RepeatedField<Wire.Rumour> rumours)
    {
        foreach (var (rumour, node) in rumours.Take(RumourTalk.MostAtOnce).SelectMany(r => _overlay.Named(r.Node), (r, node) => (r, node)))
        {
            session.Rumours.Heard(node, rumour.Round, rumour.Down);
            if (_liveness.Hear(node, rumour.Round, rumour.Down, SessionWith(node) is { Greeted: true } && _overlay.AreNeighbours(_self, node), _now.Elapsed))
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
