using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>For two minutes no link stands for longer than a fifth of a second, while writes go on.</summary>
/// <remarks>In a storm links stand for seconds, so it is the storm that says how often they are made. Here it is the redialer alone.</remarks>
internal sealed class FlickerScenario : Scenario
{
    private const int Minute = 60_000, Calm = Minute, Flicker = 2 * Minute, Stands = 200, After = 2 * Minute, UpdatesPerSecond = 2;

    public override string Name => "flicker";

    public override string About => "for two minutes every link breaks within 0.2 s, while writes go on";

    public override void Play(Stage stage)
    {
        var traffic = stage.Network.Traffic;
        stage.Plan(Math.Max(stage.Updates, UpdatesPerSecond * (Calm + Flicker + After) / 1_000), Calm + Flicker + After);
        var begin = stage.Now;
        stage.Run(Calm);
        var calm = traffic.Rate(begin + 5_000, begin + Calm);
        var (from, opened, pairs) = (stage.Now, traffic.Opened, stage.Network.Links.Count);
        while (stage.Now < from + Flicker)
        {
            foreach (var link in stage.Network.Links.ToList())
            {
                link.Break("timed out at once");
            }

            stage.Run(Stands);
        }

        stage.Observed["ahead"] = new DialPace(Options(stage.Members.Count)).MostAhead(traffic);
        stage.Observed["links made for each pair and second"] = (traffic.Opened - opened) * 1_000.0 / Flicker / pairs;
        Dump(traffic, from, stage.Members.Count);
        var end = stage.Now;
        stage.Run(After);
        Console.Error.WriteLine($"calm {calm}, greeting {2.0 * traffic.BytesByKind[AuthMesh.Core.Replication.Wire.LinkMessage.KindOneofCase.Hello] / traffic.Messages[AuthMesh.Core.Replication.Wire.LinkMessage.KindOneofCase.Hello]}, pairs {pairs}");
        for (var at = from; at < end + After; at += 10_000)
        {
            Console.Error.Write($" {traffic.Rate(at, at + 10_000) / calm:F2}");
        }
        Console.Error.WriteLine();
    }

    private static void Dump(Traffic traffic, long from, int nodes)
    {
        var all = traffic.DialsByPair.Select(d => d.Value.Count(at => at >= from)).Order().ToList();
        Console.Error.WriteLine($"ordered pairs {all.Count}, dials {all.Sum()}, per pair p50 {all[all.Count / 2]}, p90 {all[all.Count * 9 / 10]} max {all[^1]}; per node {all.Sum() / (double)nodes}");
        for (var at = from; at < from + Flicker; at += 10_000)
        {
            Console.Error.Write($" {traffic.DialsByPair.Sum(d => d.Value.Count(d => d >= at && d < at + 10_000))}");
        }
        Console.Error.WriteLine();
    }

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
    [
        .. Always(result),
        new Bound("links made for each pair and second", result.Observed["links made for each pair and second"], 0.6),
        new Bound("ahead", result.Observed["ahead"], 1.25),
    ];
}
