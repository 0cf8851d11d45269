using AuthMesh.Simulation.Measuring;
using AuthMesh.Simulation.Network;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>Three sides write apart from each other; then the network is whole again.</summary>
internal sealed class HealingScenario : Scenario
{
    private const int Sides = 3, Minute = 60_000, LeastOnEachSide = 1_000;

    public override string Name => "healing";

    public override string About => "three sides write 1,000 updates or more each, apart for a minute, then meet again";

    public override void Play(Stage stage)
    {
        CutSides(stage, cut: true);
        for (var side = 0; side < Sides; side++)
        {
            var own = side;
            stage.Plan(Math.Max(stage.Updates / Sides, LeastOnEachSide), Minute, m => m.Number % Sides == own);
        }

        stage.Run(Minute);
        CutSides(stage, cut: false);
        var mended = stage.Now;
        while (!AreJoined(stage) && stage.Now < mended + 60_000)
        {
            stage.Run(1);
        }

        var back = stage.Now;
        stage.Observed["milliseconds until the sides were linked"] = back - mended;
        while (!stage.Population.InStep() && stage.Now < back + 60_000)
        {
            stage.Run(5);
        }

        stage.Observed["milliseconds to heal once linked"] = stage.Now - back;
    }

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
        [.. Always(result), new Bound("milliseconds to heal once linked", result.Observed["milliseconds to heal once linked"], 1_000)];

    private static void CutSides(Stage stage, bool cut)
    {
        for (var side = 0; side < Sides; side++)
        {
            stage.Network.Cut(stage.Members.Where(m => m.Number % Sides == side), stage.Members.Where(m => m.Number % Sides > side), cut);
        }
    }

    /// <summary>True when every side is linked with another, so that what any has can reach all.</summary>
    private static bool AreJoined(Stage stage)
    {
        var joined = new HashSet<(int, int)>();
        foreach (var link in stage.Network.Links)
        {
            var (a, b) = (Side(link.Dialler), Side(link.Acceptor));
            joined.Add((Math.Min(a, b), Math.Max(a, b)));
        }

        return joined.Count(j => j.Item1 != j.Item2) >= Sides - 1;
    }

    private static int Side(LinkEnd end) => end.Process.Number % Sides;
}
