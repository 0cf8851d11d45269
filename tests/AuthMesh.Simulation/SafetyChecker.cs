using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;

namespace AuthMesh.Simulation;

/// <summary>Watches every published state: no batch before its cause, no batch twice, no two batches at one dot.</summary>
public sealed class SafetyChecker
{
    private readonly Dictionary<(SimulatedNode, ListName), HashSet<Hash256>> _applied = [];
    private readonly Dictionary<(ListName, Dot), Hash256> _placed = [];

    /// <summary>How many batches were applied, over all nodes.</summary>
    public long Applied { get; private set; }

    /// <summary>How many different batches there are.</summary>
    public long Batches => _placed.Count;

    internal void OnPublished(SimulatedNode node, ListPublished published)
    {
        foreach (var stored in published.Batches)
        {
            var batch = BatchCodec.Decode(stored.Body);
            var own = Of(node, stored.List);
            Require(own.Add(stored.Id), node, $"applied {stored.Dot} twice");
            Require(batch.Dependencies.All(own.Contains), node, $"applied {stored.Dot} before its cause");
            Require(batch.Previous is null || own.Contains(batch.Previous.Value), node, $"applied {stored.Dot} before its predecessor");
            Require(_placed.GetValueOrDefault((stored.List, stored.Dot), stored.Id) == stored.Id, node, $"has another batch at {stored.Dot}");
            _placed[(stored.List, stored.Dot)] = stored.Id;
            Applied++;
        }
    }

    /// <summary>What a node has applied so far, to go back to with <see cref="SetBack"/> when its store is set back.</summary>
    public Dictionary<ListName, HashSet<Hash256>> Mark(SimulatedNode node) =>
        _applied.Where(a => a.Key.Item1 == node).ToDictionary(a => a.Key.Item2, a => a.Value.ToHashSet());

    /// <summary>A node's store was set back to where it was marked.</summary>
    public void SetBack(SimulatedNode node, Dictionary<ListName, HashSet<Hash256>> mark)
    {
        foreach (var (list, applied) in mark)
        {
            _applied[(node, list)] = applied;
        }
    }

    private HashSet<Hash256> Of(SimulatedNode node, ListName list)
    {
        if (!_applied.TryGetValue((node, list), out var applied))
        {
            _applied.Add((node, list), applied = []);
        }

        return applied;
    }

    private static void Require(bool holds, SimulatedNode node, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"Node {node.Number} {what}.");
        }
    }
}
