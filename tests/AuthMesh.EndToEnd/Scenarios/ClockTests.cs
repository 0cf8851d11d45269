using AuthMesh.Testing.Nodes;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.EndToEnd.Scenarios;

/// <summary>Clocks never decide who wins.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task A_node_an_hour_ahead_allows_another_that_saw_it_denies_and_the_denial_holds_everywhere()
    {
        await using var mesh = await TestMesh.StartAsync(
            new NodeSettings { Name = "right" },
            new NodeSettings { Name = "ahead", Wrapper = ["faketime", "-f", "+1h"], Environment = new Dictionary<string, string> { ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1" } });
        await mesh.Nodes[1].WriteAsync(Allow("user:alice"));
        await mesh.Nodes[0].SeesAsync("user:alice", allowed: true);

        await mesh.Nodes[0].WriteAsync(Deny("user:alice"));
        await Task.WhenAll(mesh.Nodes.Select(n => n.SeesAsync("user:alice", allowed: false)));
        Assert.Equal(0, (await mesh.ConvergedAsync()).Conflicts);
        Assert.Contains("clock_ahead", mesh.Nodes[0].Output, StringComparison.Ordinal);
    }
}
