using AuthMesh.Simulation.Measuring;
using AuthMesh.Simulation.Nodes;
using AuthMesh.Simulation.Strategies;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>Almost a third of the nodes stop reading, and live on.</summary>
/// <remarks>
/// Nobody can know at once that a node has stopped: it owes a word only once there is news, and is given time to say it. What is written until then may reach those behind it by way of digests only. So two things
/// are bounded: how late that is, and how fast all is that is written once the frozen nodes are noticed, for as long as they stay frozen.
/// </remarks>
internal sealed class FrozenScenario(bool isHealthy = false) : Scenario
{
    private const int Minute = 60_000;

    /// <summary>So long they stay frozen after that: dials that nobody answers come at their rarest only after a while.</summary>
    private const int Backoff = 2 * Minute;
    private const string Early = "milliseconds to each healthy node, at most, while nobody can know", EarlyLimit = Early + ": limit";
    private const string Later = "milliseconds to each healthy node, p99, once frozen nodes are noticed";

    public override string Name => "frozen";

    public override string About => "30 % of the nodes stop reading while the others write";

    public override Scenario? Healthy => isHealthy ? null : new FrozenScenario(isHealthy: true);

    public override void Play(Stage stage)
    {
        var frozen = stage.Some(Math.Max(1, stage.Members.Count * 3 / 10));
        var duration = Math.Max(Minute, stage.Duration);
        var noticing = new Noticing(Options(stage.Members.Count), stage.Network.Weather.Latency.Max + Strategy.CommitTime, stage.Members.Count);
        stage.Spread.SetApart(frozen.Select(f => f.Number));
        stage.Spread.Turn = stage.Now + noticing.All(longestPause: 2 * duration / stage.Updates);
        Set(true);
        stage.Write(stage.Updates, duration);
        stage.Run(Backoff);
        stage.Observed[DialPace.Ahead] = new DialPace(Options(stage.Members.Count)).MostAhead(stage.Network.Traffic);
        Set(false);
        stage.Observed[Early] = stage.Spread.BeforeTurn.Max;
        stage.Observed[EarlyLimit] = noticing.Late;
        stage.Observed[Later] = stage.Spread.AfterTurn.Percentile(99);

        void Set(bool value)
        {
            foreach (var member in isHealthy ? [] : frozen)
            {
                member.Frozen = value;
            }
        }
    }

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
    [
        .. Always(result),
        new Bound("bytes, of those without frozen nodes", result.Bytes / (double)healthy!.Bytes, 1.1),
        new Bound(DialPace.Ahead, result.Observed[DialPace.Ahead], 0),
        new Bound(Early, result.Observed[Early], result.Observed[EarlyLimit]),
        new Bound($"{Later}, of those without frozen nodes", result.Observed[Later] / Math.Max(1, healthy.Observed[Later]), 1.1),
    ];
}
