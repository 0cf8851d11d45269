using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Simulation.Nodes;

namespace AuthMesh.Simulation.Measuring;

/// <summary>Whom nodes show as down, by all that they show from its beginning to its end: deaths that are noticed, and false alarms.</summary>
public sealed class ShownDown : IDisposable
{
    private readonly SimulatedMesh _mesh;
    private readonly Dictionary<NodeId, SimulatedNode> _nodes;
    private readonly Dictionary<(int By, int Node), long> _since = [];
    private readonly HashSet<(int By, int Node)> _falseAlarms = [];

    /// <summary>Looks at what nodes show from now on.</summary>
    public ShownDown(SimulatedMesh mesh)
    {
        _mesh = mesh;
        _nodes = mesh.Nodes.ToDictionary(n => n.Id);
        mesh.Shown += Look;
    }

    /// <summary>Pairs of nodes of which one has shown the other as down although it was up.</summary>
    public int FalseAlarms => _falseAlarms.Count;

    /// <summary>Since when every node that is up shows this one as down without a break; null while one does not.</summary>
    public long? NoticedAt(IMember dead)
    {
        var since = _mesh.Nodes.Where(n => n.IsUp).Select(n => _since.TryGetValue((n.Number, dead.Number), out var at) ? at : long.MaxValue).Max();
        return since == long.MaxValue ? null : since;
    }

    /// <summary>Looks no more.</summary>
    public void Dispose() => _mesh.Shown -= Look;

    private void Look(SimulatedNode by)
    {
        foreach (var shown in by.Mesh.Nodes)
        {
            var node = _nodes[shown.Node];
            if (shown.Link != LinkState.Down)
            {
                _since.Remove((by.Number, node.Number));
                continue;
            }

            _since.TryAdd((by.Number, node.Number), _mesh.Now);
            if (node.IsUp)
            {
                _falseAlarms.Add((by.Number, node.Number));
            }
        }
    }
}
