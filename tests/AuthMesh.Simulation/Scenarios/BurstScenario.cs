using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>One node writes everything within a second, and no node can send more than a megabyte a second: how congestion begins.</summary>
internal sealed class BurstScenario : Scenario
{
    private const int Uplink = 1_000;

    public override string Name => "burst";

    public override string About => "one node writes all within a second; a node sends at most 1 MB/s";

    public override void Play(Stage stage)
    {
        stage.Network.Weather.Uplink = Uplink;
        for (var i = 0; i < stage.Updates; i++)
        {
            stage.Network.Events.At(stage.Now + (1_000 * i / stage.Updates), stage.Members[0].Write);
        }

        stage.Run(1_000);
        stage.Settle(600_000);
        stage.Run(60_000); // what was sent in vain is still on its way
        stage.Network.Weather.Uplink = 0;
    }

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
        [.. Always(result), new Bound("copies for each receiver", result.Copies, 1.2), new Bound("milliseconds to all, most", result.ToAllMax, 5_000)];
}
