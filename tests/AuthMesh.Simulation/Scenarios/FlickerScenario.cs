using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>For two minutes no link stands for longer than a fifth of a second, while writes go on.</summary>
/// <remarks>
/// In a storm links stand for seconds, so it is the storm that says how often they are made. Here it is the waits of the redialer alone: one without backoff, one that does not count links that break at once, and (beyond
/// gaps, so in a larger mesh) one that forgets the waits of who is given up fail here.
/// </remarks>
internal sealed class FlickerScenario : Scenario
{
    private const int Minute = 60_000, Calm = Minute, Flicker = 2 * Minute, Stands = 200, After = 2 * Minute, LeastRate = 2;

    public override string Name => "flicker";

    public override string About => "for two minutes every link breaks within 0.2 s, while writes go on";

    public override void Play(Stage stage)
    {
        var traffic = stage.Network.Traffic;
        var options = Options(stage.Members.Count);
        stage.Plan(Math.Max(stage.Updates, LeastRate * (Calm + Flicker + After) / 1_000), Calm + Flicker + After);
        var begin = stage.Now;
        stage.Run(Calm);
        var (from, opened, pairs) = (stage.Now, traffic.Opened, stage.Network.Links.Count);
        while (stage.Now < from + Flicker)
        {
            foreach (var link in stage.Network.Links.ToList())
            {
                link.Break("timed out at once");
            }

            stage.Run(Stands);
        }

        var end = stage.Now;
        stage.Observed[DialPace.Ahead] = new DialPace(options).MostAhead(traffic);
        stage.Observed["links made for each pair and second"] = (traffic.Opened - opened) * 1_000.0 / Flicker / pairs;
        stage.Run(After);
        stage.Observed["bytes a second before"] = traffic.Rate(begin, from);
        stage.Observed["bytes a second at most, once backing off"] = traffic.MostRate(from + options.RedialCap, end, over: options.RedialCap);
        stage.Observed["bytes a second of dials of everybody by everybody"] = traffic.GreetingBytes * stage.Members.Count * (stage.Members.Count - 1) * 1_000.0 / options.RedialCap;
        stage.Observed["bytes a second a minute after"] = traffic.Rate(end + Minute, end + After);
    }

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
    [
        .. Always(result),
        new Bound(DialPace.Ahead, result.Observed[DialPace.Ahead], DialPace.OneBroughtForward),
        new Bound("bytes a second in the flicker, once backing off", result.Observed["bytes a second at most, once backing off"], (2 * result.Observed["bytes a second before"]) + result.Observed["bytes a second of dials of everybody by everybody"]),
        new Bound("bytes a second a minute after the flicker, of those before", result.Observed["bytes a second a minute after"] / result.Observed["bytes a second before"], 1.2),
    ];
}
