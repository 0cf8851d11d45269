using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>A fifth of the nodes is away for what the others write in a day, and comes back at once.</summary>
internal sealed class RejoinScenario : Scenario
{
    public override string Name => "rejoin";

    public override string About => "20 % of the nodes come back at once after a day's writes";

    /// <summary>What a node may spend on those who return, in bytes a second: little, so that it is felt.</summary>
    private const int Share = 128 * 1024, Saved = Share / 4, ControlRoom = 32 * 1024;

    public override ReplicaOptions Options(int nodes) => base.Options(nodes) with { ServingBytesPerSecond = Share, ChunkBytes = Share / 8 };

    public override void Play(Stage stage)
    {
        var away = stage.Some(Math.Max(1, stage.Members.Count / 5));
        foreach (var member in away)
        {
            member.Crash();
        }

        stage.Write(stage.Updates, stage.Duration);
        stage.Run(60_000); // by now everybody has backed off from those who are away
        stage.Network.Traffic.ForgetLargestOutgoing();
        foreach (var member in away)
        {
            member.Start();
        }
    }

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
    [
        .. Always(result),
        new Bound("copies for each receiver", result.Copies, 1.1),
        new Bound("bytes that a node sent within a second once they return", result.LargestOutgoing, Share + Saved + ControlRoom),
        new Bound("milliseconds until all have all", result.SettledAfter, 60_000),
    ];
}
