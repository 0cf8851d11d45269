using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>The network falls apart into halves for ten minutes, while both write.</summary>
internal sealed class PartitionScenario : Scenario
{
    private const int TenMinutes = 600_000;

    public override string Name => "partition";

    public override string About => "halves for ten minutes, writes on both sides";

    public override void Play(Stage stage)
    {
        var half = stage.Members.Count / 2;
        var (left, right) = (stage.Members.Take(half).ToList(), stage.Members.Skip(half).ToList());
        stage.Network.Cut(left, right);
        stage.Write(stage.Updates, TenMinutes);
        stage.Network.Cut(left, right, cut: false);
    }

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
    [
        .. Always(result),
        new Bound("copies for each receiver", result.Copies, 1.2),
        new Bound("milliseconds to heal", result.SettledAfter, 60_000),
    ];
}
