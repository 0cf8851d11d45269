using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>Almost a third of the nodes stop reading, and live on.</summary>
internal sealed class FrozenScenario(bool isHealthy = false) : Scenario
{
    public override string Name => "frozen";

    public override string About => "30 % of the nodes stop reading while the others write";

    public override Scenario? Healthy => isHealthy ? null : new FrozenScenario(isHealthy: true);

    public override void Play(Stage stage)
    {
        var frozen = stage.Some(Math.Max(1, stage.Members.Count * 3 / 10));
        stage.Spread.SetApart(frozen.Select(f => f.Number));
        Set(true);
        stage.Write(stage.Updates, Math.Max(60_000, stage.Duration));
        Set(false);

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
        new Bound("milliseconds to each healthy node, p99, of those without frozen nodes", result.EachP99 / (double)Math.Max(1, healthy.EachP99), 1.1),
    ];
}
