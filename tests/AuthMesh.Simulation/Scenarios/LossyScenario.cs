using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>One packet in twenty is lost.</summary>
internal sealed class LossyScenario : Scenario
{
    public override string Name => "lossy";

    public override string About => "5 % of packets are lost";

    public override void Play(Stage stage)
    {
        stage.Network.Weather.Loss = 0.05;
        stage.Write(stage.Updates, stage.Duration);
        stage.Network.Weather.Loss = 0;
    }

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
        [.. Always(result), new Bound("copies for each receiver", result.Copies, 1.2)];
}
