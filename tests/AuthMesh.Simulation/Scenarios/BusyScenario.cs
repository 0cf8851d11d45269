using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Measuring;
using AuthMesh.Simulation.Nodes;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>Almost a third of the nodes is busy: each of their rounds takes up to four seconds, and then the next one.</summary>
/// <remarks>Of the processor's time or on a slow disk, but not of the transport's: that shows every second that the process lives. So nobody may take them for dead, nor they anybody.</remarks>
internal sealed class BusyScenario : Scenario
{
    private const int Minute = 60_000, LongestRound = 4_000;
    private const string FalseAlarms = "living nodes that a node has shown as down", LostLinks = "links made anew";

    public override string Name => "busy";

    public override string About => "30 % of the nodes take up to 4 s for each round";

    /// <summary>What nodes show is what this is about.</summary>
    public override ReplicaOptions Options(int nodes) => base.Options(nodes) with { MeshPublishInterval = new ReplicaOptions().MeshPublishInterval };

    public override void Play(Stage stage)
    {
        var busy = stage.Some(Math.Max(1, stage.Members.Count * 3 / 10)).OfType<SimulatedNode>().ToList();
        using var watch = stage.Watch();
        busy.ForEach(n => n.Labour = LongestRound);
        stage.Write(stage.Updates, Math.Max(Minute, stage.Duration));
        busy.ForEach(n => n.Labour = 0);
        stage.Run(LongestRound);
        stage.Observed[FalseAlarms] = watch?.FalseAlarms ?? 0;
        stage.Observed[LostLinks] = stage.Network.Traffic.Opened;
    }

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
    [
        .. Always(result),
        new Bound(FalseAlarms, result.Observed[FalseAlarms], 0),
        new Bound(LostLinks, result.Observed[LostLinks], 0),
        new Bound("copies for each receiver", result.Copies, 1.2),
    ];
}
