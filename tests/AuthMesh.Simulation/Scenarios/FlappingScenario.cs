using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>Links break at random: every second one in fifty.</summary>
internal sealed class FlappingScenario : Scenario
{
    public override string Name => "flapping";

    public override string About => "every second one link in fifty breaks";

    public override void Play(Stage stage)
    {
        stage.Plan(stage.Updates, stage.Duration);
        for (var elapsed = 0; elapsed < stage.Duration; elapsed += 1_000)
        {
            for (var breaks = 1 + (stage.Network.Links.Count / 50); breaks > 0; breaks--)
            {
                stage.Network.BreakSomeLink();
            }

            stage.Run(1_000);
        }
    }

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
        [.. Always(result), new Bound("copies for each receiver", result.Copies, 1.2)];
}
