using System.Globalization;
using System.Text.Json;
using AuthMesh.Simulation.Command;
using AuthMesh.Simulation.Scenarios;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>Short runs of every scenario and of many seeds. Longer ones: <c>dotnet run -c Release --project tests/AuthMesh.Simulation -- --help</c>.</summary>
public sealed class SimulationTests
{
    public static TheoryData<string> Scenarios => [.. Scenario.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_small_mesh_keeps_the_bounds_of_every_scenario(string scenario) =>
        AssertHolds(new RunOptions { Nodes = 7, Updates = 100 }, scenario, seed: 1);

    [Theory]
    [InlineData("steady", 40)]
    [InlineData("flapping", 40)]
    [InlineData("churn", 40)]
    [InlineData("rejoin", 40)]
    [InlineData("storm", 20)]
    [InlineData("busy", 30)]
    [InlineData("dead", 30)]
    [InlineData("flicker", 40)]
    [InlineData("continents", 40)]
    [InlineData("oceans", 40)]
    public void A_mesh_that_is_not_fully_linked_keeps_them_too(string scenario, int nodes) =>
        AssertHolds(new RunOptions { Nodes = nodes, Updates = 60, Rate = 20 }, scenario, seed: 2);

    [Fact]
    public void Without_the_preference_for_near_ways_the_bound_on_the_time_across_continents_is_exceeded()
    {
        var result = new Runner(new RunOptions { Nodes = 40, Updates = 60 }).Run(new ContinentsScenario(prefersNear: false), seed: 2);

        Assert.Null(result.Failure);
        Assert.Contains(result.Bounds, b => !b.Holds && b.What.StartsWith(ContinentsScenario.Mean, StringComparison.Ordinal));
    }

    [Fact]
    public void Who_returns_to_more_than_a_second_of_the_serving_share_is_served_no_faster() =>
        AssertHolds(new RunOptions { Nodes = 5, Updates = 2_000, Rate = 400 }, "rejoin", seed: 3);

    [Theory]
    [InlineData(1)]
    [InlineData(51)]
    [InlineData(101)]
    [InlineData(151)]
    [InlineData(201)]
    public void Whatever_befalls_the_nodes_nothing_is_lost_applied_too_soon_or_answered_wrongly(int first)
    {
        for (var seed = first; seed < first + 50; seed++)
        {
            AssertHolds(new RunOptions { Nodes = 3 + (seed % 4), Updates = 40 }, "chaos", seed);
        }
    }

    /// <summary>A night's worth of schedules: AUTHMESH_SCHEDULES says how many, AUTHMESH_SCHEDULES_FROM the first seed (1).</summary>
    [Fact]
    public void Whatever_befalls_small_meshes_holds_over_as_many_schedules_as_are_asked_for()
    {
        var count = ReadSetting("AUTHMESH_SCHEDULES", 0);
        var first = ReadSetting("AUTHMESH_SCHEDULES_FROM", 1);
        Assert.SkipUnless(count > 0, "Set AUTHMESH_SCHEDULES to the number of schedules to play; a million is a night.");
        var found = new StringWriter();
        var campaign = new Campaign(new RunOptions { Nodes = 3, Updates = 8, Scenarios = ["chaos"], Seeds = (first, first + count - 1), Parallel = Environment.ProcessorCount }, TextWriter.Null, found);

        campaign.Run();

        Assert.Equal(count, campaign.Runs);
        Assert.True(campaign.Failures == 0, found.ToString());
    }

    private static int ReadSetting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    [Fact]
    public void A_range_of_seeds_gives_the_same_runs_however_many_are_played_at_a_time()
    {
        static string[] Hashes(int parallel)
        {
            var output = new StringWriter();
            new Campaign(new RunOptions { Nodes = 3, Updates = 8, Scenarios = ["chaos"], Seeds = (1, 12), Parallel = parallel, Form = ReportForm.Json }, output, TextWriter.Null).Run();
            return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("traceHash").GetString()!).Order(StringComparer.Ordinal)];
        }

        var alone = Hashes(parallel: 1);
        Assert.Equal(12, alone.Distinct().Count());
        Assert.Equal(alone, Hashes(parallel: 4));
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_to_the_byte_and_another_one_does_not()
    {
        var runner = new Runner(new RunOptions { Nodes = 5, Updates = 60 });
        var chaos = Scenario.Find("chaos")!;
        var first = runner.Run(chaos, seed: 5);

        Assert.Equal(first.TraceHash, runner.Run(chaos, seed: 5).TraceHash);
        Assert.NotEqual(first.TraceHash, runner.Run(chaos, seed: 6).TraceHash);
    }

    [Theory]
    [InlineData("resend")]
    [InlineData("gossip")]
    public void The_naive_strategies_that_it_is_compared_with_deliver_in_good_weather(string strategy)
    {
        var result = new Runner(new RunOptions { Nodes = 10, Updates = 100, Strategy = strategy }).Run(Scenario.Find("steady")!, seed: 1);

        Assert.InRange(result.Missing, 0, strategy == "resend" ? 0 : 5);
        Assert.InRange(result.Copies, 1, 9);
    }

    private static void AssertHolds(RunOptions options, string scenario, int seed)
    {
        var result = new Runner(options).Run(Scenario.Find(scenario)!, seed);

        Assert.True(result.Holds, Reports.Failure(result, options));
    }
}
