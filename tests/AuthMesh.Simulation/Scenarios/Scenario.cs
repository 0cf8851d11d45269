using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Measuring;
using AuthMesh.Simulation.Network;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>A course of events that a population must come through, and the bounds that it must keep.</summary>
public abstract class Scenario
{
    /// <summary>Every scenario.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new SteadyScenario(), new LossyScenario(), new FlappingScenario(), new PartitionScenario(), new FrozenScenario(), new BusyScenario(), new DeadScenario(),
        new StormScenario(), new FlickerScenario(), new RejoinScenario(), new GrowthScenario(), new ChurnScenario(), new HealingScenario(), new BurstScenario(), new ChaosScenario(), new ContinentsScenario(), new ContinentsScenario(isBusy: true), new SoakScenario(new SoakCourse()),
    ];

    /// <summary>The scenario of this name; null when there is none.</summary>
    public static Scenario? Find(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>As on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What happens, in a line.</summary>
    public abstract string About { get; }

    /// <summary>How many nodes there are at the beginning, when there shall be so many.</summary>
    public virtual int NodesAtFirst(int nodes) => nodes;

    /// <summary>How every replica is set. A thousand of them share one memory, and nobody looks at their consoles.</summary>
    public virtual ReplicaOptions Options(int nodes) =>
        nodes > 50 ? new ReplicaOptions { MeshPublishInterval = 600_000, PastsInMemory = 256 } : new ReplicaOptions();

    /// <summary>The network before anything befalls it, without misfortunes: ten milliseconds from any node to any other, more or less.</summary>
    public virtual Weather Weather => new() { Latency = (5, 15) };

    /// <summary>True when what it costs is of interest: then trees have formed before it begins, and links are watched when nobody writes any more.</summary>
    public virtual bool IsMeasured => true;

    /// <summary>The same without the misfortune, to compare with; null when there is nothing to compare.</summary>
    public virtual Scenario? Healthy => null;

    /// <summary>Plays it. When it returns, everybody is up and reachable again.</summary>
    public abstract void Play(Stage stage);

    /// <summary>What must hold of a run beside safety and convergence.</summary>
    /// <param name="result">The run.</param>
    /// <param name="healthy">The run of <see cref="Healthy"/>.</param>
    public virtual IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) => [];

    /// <summary>Bounds that hold in any weather: nothing queued beyond the window, a digest a tick at most, and silence when all is said.</summary>
    protected static IEnumerable<Bound> Always(RunResult result) =>
    [
        new Bound("largest backlog of a link in bytes", result.LargestBacklog, result.WindowBytes),
        new Bound("digests for each link, end and tick", result.DigestsPerTick, 1),
        new Bound("bytes a second on an idle link", result.IdleBytes, 100),
    ];

    /// <summary>The most milliseconds to all at the 99th percentile: log2 of the nodes and two more link delays.</summary>
    protected static double TimeToAll(RunResult result) => (Math.Log2(result.Nodes) + 2) * result.LinkDelay;
}
