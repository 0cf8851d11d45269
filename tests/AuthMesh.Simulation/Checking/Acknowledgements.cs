using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Simulation.Nodes;

namespace AuthMesh.Simulation.Checking;

/// <summary>Writes that users were told are done: they are in the journal of their node whenever it starts, and in the end everywhere.</summary>
public sealed class Acknowledgements
{
    private readonly Dictionary<int, HashSet<Dot>> _dots = [];

    /// <summary>How many writes were acknowledged.</summary>
    public long Count { get; private set; }

    internal void OnAccepted(int node, WriteAccepted accepted)
    {
        Count++;
        if (accepted.Dot is { } dot && accepted.Version.List == ListName.Default)
        {
            Of(node).Add(dot.Batch);
        }
    }

    /// <summary>At the start of a node: its own store has all that it acknowledged.</summary>
    internal void CheckStored(SimulatedNode node, IReplicaStore store)
    {
        foreach (var dot in Of(node.Number))
        {
            if (store.FindBatch(ListName.Default, dot) is null)
            {
                throw new SimulationFailure($"Node {node.Number} has started without {dot}, which it had acknowledged.", node.Number);
            }
        }
    }

    /// <summary>The node's store was set back by its owner: what is not in it is not asked for again.</summary>
    internal void Forget(SimulatedNode node, IReplicaStore store) => Of(node.Number).RemoveWhere(dot => store.FindBatch(ListName.Default, dot) is null);

    /// <summary>At the end: every node has all that any acknowledged.</summary>
    internal void CheckEverywhere(IEnumerable<SimulatedNode> nodes)
    {
        foreach (var node in nodes)
        {
            var vector = VersionVector.Of(node.Lists[ListName.Default].Vector.Select(t => t.Dot));
            foreach (var lost in _dots.Values.SelectMany(d => d).Where(d => !vector.Covers(d)))
            {
                throw new SimulationFailure($"Node {node.Number} does not have {lost}, which was acknowledged.", node.Number);
            }
        }
    }

    private HashSet<Dot> Of(int node)
    {
        if (!_dots.TryGetValue(node, out var dots))
        {
            _dots.Add(node, dots = []);
        }

        return dots;
    }
}
