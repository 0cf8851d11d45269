using System.Diagnostics;
using System.Globalization;
using AuthMesh.Simulation.Checking;
using AuthMesh.Simulation.Measuring;
using AuthMesh.Simulation.Nodes;
using AuthMesh.Simulation.Scenarios;
using AuthMesh.Simulation.Strategies;
using Kind = AuthMesh.Core.Replication.Wire.LinkMessage.KindOneofCase;

namespace AuthMesh.Simulation.Command;

/// <summary>Plays one scenario with one seed, and says what it came to.</summary>
/// <param name="options">What is played.</param>
/// <param name="progress">Told now and then how far a run is that takes minutes; null for nobody.</param>
public sealed class Runner(RunOptions options, TextWriter? progress = null)
{
    private static readonly TimeSpan _untilProgress = TimeSpan.FromMinutes(1), _betweenProgress = TimeSpan.FromSeconds(30);

    /// <summary>When all have all, some links may still be away: a peer that was out of reach is dialled again within the cap of 30 s and a quarter, and what was said about it goes round.</summary>
    private const int QuietingTime = 45_000;

    private const int IdleTime = 30_000, SettleTime = 600_000, DigestInterval = 200;

    /// <summary>What control messages may add to a link's window.</summary>
    private const int ControlRoom = 64 * 1024;

    /// <summary>Runs it. A failure of a checker is a result, too.</summary>
    public RunResult Run(Scenario scenario, int seed)
    {
        var healthy = scenario.Healthy is { } without ? Play(without, seed) : null;
        var result = Play(scenario, seed);
        // The bounds are this protocol's; the naive strategies are there to be compared with.
        return result.Failure is null && options.Strategy == Strategy.Mesh ? result with { Bounds = [.. scenario.Bounds(result, healthy)] } : result;
    }

    private RunResult Play(Scenario scenario, int seed)
    {
        var clock = Stopwatch.StartNew();
        var blank = new RunResult { Strategy = options.Strategy, Scenario = scenario.Name, Seed = seed, Nodes = options.Nodes };
        IPopulation? population = null;
        try
        {
            population = Strategy.Create(options.Strategy, seed, scenario.NodesAtFirst(options.Nodes), scenario.Options(options.Nodes), scenario.Weather);
            var stage = new Stage(population, seed, options);
            using var teller = progress is null ? null : new Timer(_ => progress.WriteLine(HowFar(scenario, seed, stage.Now, clock.Elapsed)), null, _untilProgress, _betweenProgress);
            if (scenario.IsMeasured)
            {
                stage.WarmUp();
            }

            stage.Begin();
            var result = Measure(scenario, stage, blank);
            return result with { Seconds = clock.Elapsed.TotalSeconds };
        }
        catch (Exception failure) // whatever the code under test throws is a finding of this seed
        {
            var found = failure as SimulationFailure;
            return blank with
            {
                Failure = found?.Message ?? failure.ToString(),
                Trace = population is null ? [] : [.. population.Network.Trace.Latest(found?.Node ?? -1, found?.Payload ?? 0, options.TraceLines)],
                Seconds = clock.Elapsed.TotalSeconds,
            };
        }
        finally
        {
            population?.Dispose();
        }
    }

    private static string HowFar(Scenario scenario, int seed, long now, TimeSpan elapsed) =>
        string.Create(CultureInfo.InvariantCulture, $"{scenario.Name}, seed {seed}: {now / 1_000.0:N1} s of the mesh's time in {elapsed.TotalSeconds:N0} s");

    private static RunResult Measure(Scenario scenario, Stage stage, RunResult blank)
    {
        var population = stage.Population;
        var network = stage.Network;
        var (began, accepted) = (stage.Now, population.Accepted);
        var delay = ((network.Weather.Latency.Min + network.Weather.Latency.Max) / 2.0) + Strategy.CommitTime;
        scenario.Play(stage);
        var played = stage.Now;
        var settled = stage.Settle(SettleTime);
        var (traffic, spread) = (network.Traffic, stage.Spread);
        var (took, settledAfter) = (stage.Now - began, settled ? stage.Now - played : -1);
        population.CheckEnd();

        if (scenario.IsMeasured)
        {
            stage.Run(QuietingTime);
            stage.Begin();
            stage.Run(IdleTime);
        }

        var links = Math.Max(1, network.Links.Count);
        var nodes = population.Members.Count;
        var updates = Math.Max(1, population.Accepted - accepted);
        var toAll = spread.ToAll();
        return blank with
        {
            Nodes = nodes,
            Updates = population.Accepted - accepted,
            Batches = spread.Batches,
            Missing = spread.Unfinished,
            Copies = spread.Deliveries / (double)Math.Max(1, (long)spread.Batches * (nodes - 1)),
            Duplicates = spread.Duplicates,
            Retransmissions = spread.Retransmissions,
            ControlMessages = traffic.ControlMessages / (double)updates / nodes,
            Bytes = traffic.Bytes,
            BytesEach = traffic.Bytes / (double)updates / nodes,
            ControlBytesEach = traffic.ControlBytes / (double)updates / nodes,
            HopsP50 = spread.Hops.Percentile(50),
            HopsP99 = spread.Hops.Percentile(99),
            HopsMax = spread.Hops.Max,
            EachMean = spread.Each.Mean,
            EachP99 = spread.Each.Percentile(99),
            ToAllP50 = toAll.Percentile(50),
            ToAllP99 = toAll.Percentile(99),
            ToAllMax = toAll.Max,
            LargestBacklog = traffic.LargestBacklog,
            WindowBytes = scenario.Options(nodes).WindowBytes + ControlRoom,
            LargestOutgoing = traffic.LargestOutgoing,
            DigestsPerTick = traffic.MostDigests,
            IdleBytes = !scenario.IsMeasured ? 0 : network.Traffic.Bytes / (double)links / (IdleTime / 1_000.0),
            Dials = traffic.Dials,
            Reconnects = traffic.Opened,
            Links = network.Links.Count,
            LinkDelay = delay,
            SettledAfter = settledAfter,
            Took = took,
            Messages = traffic.Messages.OrderBy(m => m.Key).ToDictionary(m => m.Key.ToString(), m => new MessageSum(m.Value, traffic.BytesByKind[m.Key])),
            Observed = stage.Observed,
            TraceHash = network.Trace.Hash.ToString("x16", CultureInfo.InvariantCulture),
            AnswersChecked = (population as SimulatedMesh)?.Checker.Answers ?? 0,
        };
    }
}
