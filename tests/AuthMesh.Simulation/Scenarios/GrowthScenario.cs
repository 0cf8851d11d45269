using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>A mesh of three grows to its size, one node after the other, while it is written to.</summary>
internal sealed class GrowthScenario : Scenario
{
    public override string Name => "growth";

    public override string About => "three nodes become all of them, one by one, while writes go on";

    public override int NodesAtFirst(int nodes) => Math.Min(3, nodes);

    public override void Play(Stage stage)
    {
        var newcomers = stage.Wanted - stage.Members.Count;
        stage.Plan(stage.Updates, stage.Duration);
        for (var i = 0; i < newcomers; i++)
        {
            stage.Population.Admit();
            stage.Run(stage.Duration / newcomers);
        }
    }

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
        [.. Always(result), new Bound("milliseconds until all have all", result.SettledAfter, 60_000)];
}
