using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Measuring;
using AuthMesh.Simulation.Network;
using AuthMesh.Simulation.Strategies;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>The nodes are on four continents: a link within one takes 2 to 8 ms, from one to another 37 to 88.</summary>
/// <remarks>
/// Updates that are not counted have the trees find the nearer ways first; times are those of what follows. They are compared with what the links would allow to who knew all delays beforehand: along ways with the fewest hops, and along any.
/// </remarks>
/// <param name="prefersNear">False to see what it would be if nodes were fed by whom a hash picks.</param>
/// <param name="isBusy">True for as many updates a second as the call asks for.</param>
public sealed class ContinentsScenario(bool prefersNear = true, bool isBusy = false) : Scenario
{
    /// <summary>Updates a second in calm times.</summary>
    private const int CalmRate = 10;

    /// <summary>Milliseconds in which trees find the nearer ways: digests compare them, so it takes ticks, however many updates there are. At the calm rate a dozen updates of each writer, and a few rounds more for those who are fed by whom that moves.</summary>
    private const int Learning = 40_000;

    /// <summary>What the bound on the preference is about.</summary>
    public const string Mean = "ms to each node, mean";

    private const string P50 = "ms to all, p50", P99 = "ms to all, p99";

    /// <inheritdoc/>
    public override string Name => isBusy ? "oceans" : "continents";

    /// <inheritdoc/>
    public override string About => $"four continents, near nodes and far ones; {(isBusy ? "writes at a steady rate" : "10 updates a second")}, times once trees have found their ways";

    /// <inheritdoc/>
    public override Weather Weather => new() { Latency = (2, 8), Places = 4 };

    /// <inheritdoc/>
    public override Scenario? Healthy => prefersNear ? new ContinentsScenario(prefersNear: false, isBusy) : null;

    /// <inheritdoc/>
    public override ReplicaOptions Options(int nodes) => prefersNear ? base.Options(nodes) : base.Options(nodes) with { ClearlySooner = int.MaxValue };

    /// <inheritdoc/>
    public override void Play(Stage stage)
    {
        var rate = isBusy ? stage.Rate : CalmRate;
        stage.Write(Learning * rate / 1_000, Learning);
        stage.Spread.Turn = stage.Now;
        stage.Write(stage.Updates, stage.Updates * 1_000L / rate);
        stage.Run(5_000);
        var toAll = stage.Spread.ToAll(stage.Spread.Turn);
        Observe(stage, "measured", stage.Spread.AfterTurn.Mean, toAll.Percentile(50), toAll.Percentile(99));
        foreach (var (ways, fewestHops) in new[] { ("fewest hops", true), ("any way", false) })
        {
            ObserveIdeal(stage, ways, fewestHops);
        }
    }

    private static void ObserveIdeal(Stage stage, string ways, bool fewestHops)
    {
        var shortest = new ShortestWays(stage.Network, stage.Members.Count, Strategy.CommitTime);
        var (each, toAll) = (new List<double>(), new Histogram());
        foreach (var origin in stage.Writers)
        {
            var times = shortest.From(origin.Number, fewestHops);
            each.AddRange(times.Where(t => t > 0));
            toAll.Add((long)times.Max());
        }

        Observe(stage, $"ideal, {ways}", each.Average(), toAll.Percentile(50), toAll.Percentile(99));
    }

    private static void Observe(Stage stage, string of, double mean, long p50, long p99) =>
        (stage.Observed[$"{of}: {Mean}"], stage.Observed[$"{of}: {P50}"], stage.Observed[$"{of}: {P99}"]) = (mean, p50, p99);

    /// <inheritdoc/>
    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
    [
        .. Always(result),
        new Bound("copies for each receiver", result.Copies, 1.05),
        new Bound("payloads sent again", result.Retransmissions, 0),
        new Bound($"{Mean}, of the ideal along ways of fewest hops", OfIdeal(result, Mean), 1),
        new Bound($"{P50}, of that ideal", OfIdeal(result, P50), 1.05),
        new Bound($"{P99}, of that ideal", OfIdeal(result, P99), 1.5),
        .. healthy is null ? [] : Against(result, healthy),
    ];

    private static double OfIdeal(RunResult result, string what) => result.Observed[$"measured: {what}"] / result.Observed[$"ideal, fewest hops: {what}"];

    private static IEnumerable<Bound> Against(RunResult result, RunResult healthy) =>
        new[] { Mean, P50 }.Select(what => new Bound($"{what}, against {healthy.Observed[$"measured: {what}"]:0.0} without the preference", result.Observed[$"measured: {what}"], healthy.Observed[$"measured: {what}"]));
}
