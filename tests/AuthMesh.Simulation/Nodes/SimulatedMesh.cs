using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Core.Roster;
using AuthMesh.Simulation.Checking;
using AuthMesh.Simulation.Measuring;
using AuthMesh.Simulation.Network;
using AuthMesh.Testing.Storage;

namespace AuthMesh.Simulation.Nodes;

/// <summary>Nodes on a simulated network with logical time: one seed, one run, to the byte.</summary>
public sealed partial class SimulatedMesh : IPopulation
{
    private readonly Random _random;
    private readonly BatchArchive _archive = new();
    private readonly List<SimulatedNode> _nodes = [];
    private readonly Dictionary<NodeId, SimulatedNode> _byId = [];

    /// <summary>So many nodes, the first of which has founded the mesh and admitted the others, linked and in step.</summary>
    /// <param name="seed">Gives the run.</param>
    /// <param name="nodes">How many.</param>
    /// <param name="options">Of every replica.</param>
    /// <param name="weather">Of the network.</param>
    public SimulatedMesh(int seed, int nodes, ReplicaOptions? options = null, Weather? weather = null)
    {
        _random = new Random(seed);
        Options = options ?? new ReplicaOptions();
        Workload = new Workload(_random.Next());
        Network = new SimulatedNetwork(_random.Next())
        {
            Weather = weather ?? new Weather(),
            PayloadBound = Options.WindowBytes,
            Overfull = end => throw new SimulationFailure($"{end.PayloadBacklog} bytes of batches are under way from node {end.Process.Number} to node {end.Other.Process.Number}: more than the window.", end.Process.Number),
        };
        var founder = Add(new MemoryReplicaStore(_archive));
        founder.Start();
        founder.Request(r => new FoundingRequested(r, "node-0", founder.Address));
        if (nodes > Joining)
        {
            AdmitAll(nodes);
        }

        while (_nodes.Count < nodes)
        {
            Admit();
        }

        RunUntil(InStep, 120_000);
    }

    /// <summary>Milliseconds since the beginning.</summary>
    public long Now => Network.Now;

    /// <summary>The wall clock at the beginning, Unix milliseconds.</summary>
    public long WallStart { get; } = 1_800_000_000_000;

    /// <inheritdoc/>
    public SimulatedNetwork Network { get; }

    /// <summary>The nodes by number.</summary>
    public IReadOnlyList<SimulatedNode> Nodes => _nodes;

    /// <inheritdoc/>
    public IReadOnlyList<IMember> Members => _nodes;

    /// <inheritdoc/>
    public long Accepted => Acknowledgements.Count;

    /// <summary>Least and greatest delay of a frame, in milliseconds.</summary>
    public (int Min, int Max) Latency
    {
        get => Network.Weather.Latency;
        set => Network.Weather.Latency = value;
    }

    /// <summary>Milliseconds that a node takes to make a round durable; it does nothing else meanwhile.</summary>
    public int CommitTime { get; set; }

    /// <summary>What went over the wires.</summary>
    public Traffic Traffic
    {
        get => Network.Traffic;
        set => Network.Traffic = value;
    }

    /// <summary>Safety at every step.</summary>
    public SafetyChecker Checker { get; } = new();

    /// <summary>Writes that must not be lost.</summary>
    public Acknowledgements Acknowledgements { get; } = new();

    /// <summary>Called whenever a node shows roster and links anew (<see cref="SimulatedNode.Mesh"/>).</summary>
    public Action<SimulatedNode>? Shown { get; set; }

    /// <summary>What users write.</summary>
    public Workload Workload { get; }

    /// <summary>Shared by all nodes.</summary>
    public SimulatedVerifier Verifier { get; } = new();

    internal ReplicaOptions Options { get; }

    /// <summary>True when all nodes that are up have the same lists, ready, byte for byte.</summary>
    public bool InStep()
    {
        var first = _nodes.Find(n => n.IsUp)?.Lists;
        return first is { Count: > 1 } && _nodes.TrueForAll(n => !n.IsUp || HasAll(n.Lists, first));
    }

    private static bool HasAll(Dictionary<ListName, ListSnapshot> lists, Dictionary<ListName, ListSnapshot> others)
    {
        if (lists.Count != others.Count)
        {
            return false;
        }

        foreach (var (name, list) in lists)
        {
            if (!list.Ready || !others.TryGetValue(name, out var other) || other.StateHash != list.StateHash || other.Counts != list.Counts || !other.Version.Equals(list.Version))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public void CheckEnd()
    {
        if (_nodes.Find(n => !n.IsUp) is { } down)
        {
            throw new SimulationFailure($"Node {down.Number} is still down.", down.Number);
        }

        if (!InStep())
        {
            var apart = _nodes.Find(n => !HasAll(n.Lists, _nodes[0].Lists))?.Number ?? 0;
            throw new SimulationFailure($"The nodes did not come to hold the same lists: node {apart} and node 0 differ.", apart);
        }

        var first = _nodes[0].Lists;
        foreach (var node in _nodes)
        {
            foreach (var (name, list) in node.Lists)
            {
                if (!list.Vector.AsSpan().SequenceEqual(first[name].Vector.AsSpan()))
                {
                    throw new SimulationFailure($"Node {node.Number} has another vector of {name} than node 0.", node.Number);
                }
            }
        }

        Acknowledgements.CheckEverywhere(_nodes);
    }

    /// <summary>Lets time pass.</summary>
    public void Run(long milliseconds) => Network.Events.RunTo(Now + milliseconds);

    /// <summary>Lets time pass until something holds.</summary>
    /// <exception cref="TimeoutException">It does not hold within so many milliseconds of logical time.</exception>
    public void RunUntil(Func<bool> holds, long milliseconds)
    {
        var end = Now + milliseconds;
        while (!holds())
        {
            if (!Network.Events.TryStep(end))
            {
                throw new TimeoutException($"It did not come to hold within {milliseconds} ms.");
            }
        }
    }

    /// <summary>Cuts or mends the network between two groups of nodes. Broken links are noticed at once; new dials come to nothing.</summary>
    public void Cut(IEnumerable<SimulatedNode> some, IEnumerable<SimulatedNode> others, bool cut = true) => Network.Cut(some, others, cut, noticed: true);

    /// <summary>Breaks a link at random, if there is any.</summary>
    public void BreakSomeLink() => Network.BreakSomeLink();

    /// <summary>A number from the run's own random source.</summary>
    public int Next(int limit) => _random.Next(limit);

    /// <summary>One node connects to another.</summary>
    public void Dial(SimulatedNode from, NodeId peer)
    {
        if (_byId.TryGetValue(peer, out var to))
        {
            Network.Dial(from, to);
        }
        else
        {
            Network.Events.At(Now + 1, () => from.OnDialFailed(peer, "no such host"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _nodes.ForEach(n => n.Dispose());

    internal int NextSeed() => _random.Next();
}
