using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>Writes at a steady rate in good weather.</summary>
internal sealed class SteadyScenario : Scenario
{
    public override string Name => "steady";

    public override string About => "writes at a steady rate, good weather";

    public override void Play(Stage stage) => stage.Write(stage.Updates, stage.Duration);

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
    [
        .. Always(result),
        new Bound("copies for each receiver", result.Copies, 1.05),
        new Bound("payloads sent again", result.Retransmissions, 0),
        new Bound("milliseconds to all, p99", result.ToAllP99, TimeToAll(result)),
    ];
}
