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
    public void A_mesh_that_is_not_fully_linked_keeps_them_too(string scenario, int nodes) =>
        AssertHolds(new RunOptions { Nodes = nodes, Updates = 60, Rate = 20 }, scenario, seed: 2);

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
