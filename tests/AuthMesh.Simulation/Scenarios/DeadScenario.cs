using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>One host loses power for ten minutes.</summary>
internal sealed class DeadScenario(bool isHealthy = false) : Scenario
{
    private const string ShownAfter = "milliseconds until every node shows the dead one as down", FalseAlarms = "living nodes that a node has shown as down";
    private const int TenMinutes = 600_000, Noticed = 5_000;

    /// <summary>Of fewer the slowest one in a hundred may be a single update that met a busy node, and say nothing about those that met none.</summary>
    private const int LeastUpdates = 200;

    public override string Name => "dead";

    public override string About => "one host loses power for ten minutes";

    /// <summary>What nodes show is part of what this is about.</summary>
    public override ReplicaOptions Options(int nodes) => base.Options(nodes) with { MeshPublishInterval = new ReplicaOptions().MeshPublishInterval };

    public override Scenario? Healthy => isHealthy ? null : new DeadScenario(isHealthy: true);

    public override void Play(Stage stage)
    {
        var dead = stage.Some(1)[0];
        stage.Spread.SetApart([dead.Number]);
        stage.Plan(Math.Max(stage.Updates, LeastUpdates), TenMinutes);
        var from = stage.Now;
        using var watch = isHealthy ? null : stage.Watch();
        if (!isHealthy)
        {
            dead.Crash(withItsHost: true);
        }

        stage.Run(Noticed + (2 * stage.Network.Weather.Latency.Max));
        stage.Observed["links that still count on the dead"] = isHealthy ? 0 : stage.Network.Links.Count(l => l.Joins(dead));
        stage.Run(from + TenMinutes - stage.Now);
        stage.Observed[ShownAfter] = watch is null ? 0 : (watch.NoticedAt(dead) ?? stage.Now) - from;
        stage.Observed[FalseAlarms] = watch?.FalseAlarms ?? 0;
        stage.Observed[DialPace.Ahead] = new DialPace(Options(stage.Members.Count)).MostAhead(stage.Network.Traffic);
        if (!isHealthy)
        {
            watch?.Dispose();
            dead.Start();
        }
    }

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
    [
        .. Always(result),
        new Bound(ShownAfter, result.Observed[ShownAfter], Noticed),
        new Bound(FalseAlarms, result.Observed[FalseAlarms], 0),
        new Bound("links that count on the dead after 5 s", result.Observed["links that still count on the dead"], 0),
        new Bound(DialPace.Ahead, result.Observed[DialPace.Ahead], 0),
        new Bound("bytes, of those with nobody dead", result.Bytes / (double)healthy!.Bytes, 1.1),
        new Bound("milliseconds to each other node, p99, of those with nobody dead", result.EachP99 / (double)Math.Max(1, healthy.EachP99), 1.1),
    ];
}
