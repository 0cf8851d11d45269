using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>For three minutes every link times out again and again, every five seconds or so, while writes go on.</summary>
internal sealed class StormScenario : Scenario
{
    private const int Minute = 60_000, Calm = Minute, Storm = 3 * Minute, After = 2 * Minute, TenSeconds = 10_000;

    /// <summary>Updates a second at least: the steady load that the storm is compared with is that of a mesh in use.</summary>
    private const int LeastRate = 2;

    /// <summary>How soon a link can be lost, made anew and lost again on average, in milliseconds, however the network breaks it.</summary>
    /// <remarks>One that stood for less than a second counts as a dial that failed, and is waited for ever longer. So it stood for a second; then both ends wait a random time, at the least one
    /// below two seconds (when others tell that the peer is back), and the sooner of two such comes after a third of it. Who is told so more than once may be sooner still, by some 0.15 s:
    /// the limit is that much stricter than it need be. It says what a storm may cost, not that waits are kept: links stand for seconds here. A redialer without backoff fails <see cref="FlickerScenario"/>.</remarks>
    private const double ShortestCycle = 1_000 + (2_000 / 3.0);

    public override string Name => "storm";

    public override string About => "every link times out about every 5 s for three minutes, while writes go on";

    public override void Play(Stage stage)
    {
        stage.Plan(Math.Max(stage.Updates, LeastRate * (Calm + Storm + After) / 1_000), Calm + Storm + After);
        var begin = stage.Now;
        stage.Run(Calm);
        for (var elapsed = 0; elapsed < Storm; elapsed += 1_000)
        {
            foreach (var link in stage.Network.Links.Where(_ => stage.Next(5) == 0).ToList())
            {
                link.Break("timed out");
            }

            stage.Run(1_000);
        }

        stage.Run(After);
        var traffic = stage.Network.Traffic;
        var (from, end) = (begin + Calm, begin + Calm + Storm);
        stage.Observed["bytes a second before the storm"] = traffic.Rate(begin, from);
        stage.Observed["bytes a second at most, from the storm on"] = traffic.MostRate(from, end + After, over: TenSeconds);
        stage.Observed["bytes of both greetings of a link"] = traffic.GreetingBytes;
        stage.Observed["bytes a second a minute after"] = traffic.Rate(end + Minute, end + After);
    }

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy)
    {
        var calm = result.Observed["bytes a second before the storm"];
        var reconnecting = result.Links * result.Observed["bytes of both greetings of a link"] * 1_000 / ShortestCycle;
        return
        [
            .. Always(result),
            new Bound("bytes a second from the storm on", result.Observed["bytes a second at most, from the storm on"], (2 * calm) + reconnecting),
            new Bound("bytes a second a minute after the storm, of those before", result.Observed["bytes a second a minute after"] / Math.Max(1, calm), 1.2),
            new Bound("copies for each receiver", result.Copies, 2),
        ];
    }
}
