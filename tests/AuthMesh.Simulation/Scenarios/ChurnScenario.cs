using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>Nodes die and come back: one in fifty is down at any time, each for about ten seconds.</summary>
internal sealed class ChurnScenario : Scenario
{
    public override string Name => "churn";

    public override string About => "2 % of the nodes are down at any time, each for about 10 s";

    public override void Play(Stage stage)
    {
        var duration = Math.Max(60_000, stage.Duration);
        stage.Plan(stage.Updates, duration);
        var pause = Math.Max(100, 10_000 * 50 / stage.Members.Count);
        for (var elapsed = 0; elapsed < duration; elapsed += pause)
        {
            if (stage.Some(1)[0] is { IsUp: true } member)
            {
                member.Crash();
                stage.Network.Events.At(stage.Now + 5_000 + stage.Next(10_000), member.Start);
            }

            stage.Run(pause);
        }

        stage.Run(15_000);
    }

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
        [.. Always(result), new Bound("copies for each receiver", result.Copies, 1.2)];
}
