using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>A mesh of three grows to its size, one node after the other, while it is written to.</summary>
internal sealed class GrowthScenario : Scenario
{
    /// <summary>Bytes of an origin's name, and how often one may be said by all nodes together on account of a newcomer.</summary>
    private const int NameBytes = 8, MostTimesNamed = 6;

    /// <summary>A newcomer waits for a place at its steward, is linked, and fetches; then it makes room for the next. However many come, none waits until links of others have lingered out.</summary>
    private const int MostMilliseconds = 15_000;

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
    [
        .. Always(result),
        new Bound("milliseconds until all have all", result.SettledAfter, MostMilliseconds),
        new Bound("copies for each receiver", result.Copies, 1.1),
        new Bound("bytes about trees for each newcomer and origin", BytesAboutTrees(result), MostTimesNamed * NameBytes),
    ];

    /// <summary>How much is said about who feeds whom: with each newcomer a few nodes get other parents, and whatever they do about it names origins.</summary>
    private double BytesAboutTrees(RunResult result)
    {
        var bytes = result.Messages.TryGetValue("Branches", out var sum) ? sum.Bytes : 0;
        return bytes / (double)Math.Max(1, (result.Nodes - NodesAtFirst(result.Nodes)) * result.Nodes);
    }
}
