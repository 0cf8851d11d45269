using AuthMesh.Core.Identity;
using Google.Protobuf.Collections;

namespace AuthMesh.Core.Replication;

/// <summary>Rumours about who is alive, in and out of digests.</summary>
public sealed partial class Replica
{
    /// <summary>The most rumours in a digest: about 2.5 KB.</summary>
    private const int MaxRumours = 64;

    private readonly Liveness _liveness;

    /// <summary>What the far end of a link was not told yet; in small, fully linked meshes everyone sees for itself.</summary>
    private IEnumerable<Wire.Rumour> RumoursFor(PeerSession session)
    {
        var told = _liveness.Since(session.RumoursTold, MaxRumours).ToList();
        session.RumoursTold = told.Count == MaxRumours ? told[^1].Order : _liveness.Latest;
        return told.Select(r => new Wire.Rumour { NodeId = Bytes(r.Node.Value), Round = r.Round, Down = r.Down });
    }

    private void OnRumours(RepeatedField<Wire.Rumour> rumours)
    {
        foreach (var rumour in rumours.Take(MaxRumours))
        {
            if (!Hash256.TryRead(rumour.NodeId.Span, out var id) || _roster.Find(new NodeId(id)) is not { } member)
            {
                continue;
            }

            if (_liveness.Hear(member.Node, rumour.Round, rumour.Down, SessionWith(member.Node) is { Greeted: true } && _overlay.AreNeighbours(_self, member.Node)))
            {
                NoteLiveness(member.Node);
                if (!_liveness.IsDown(member.Node))
                {
                    _redialer.Encourage(member.Node, _now.Elapsed);
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
