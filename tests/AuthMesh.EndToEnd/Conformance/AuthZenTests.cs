using System.Text.Json;
using AuthMesh.Client;
using AuthMesh.Testing.Nodes;

namespace AuthMesh.EndToEnd.Conformance;

/// <summary>The cases of the OpenID AuthZEN certification, against real nodes.</summary>
public sealed class AuthZenTests
{
    /// <summary>It wants parts of entities merged, which the standard has given up since.</summary>
    private const string Superseded = "authzen-pdp-evaluations-batch-with-default-value-merging";

    [Fact]
    public async Task All_cases_pass_where_the_fixture_was_written_elsewhere_and_after_a_restart_of_both()
    {
        var cases = ConformanceCase.ReadAll(SharedFolder.Require("authzen/conformance_suite_cases.json"));
        await using var mesh = await TestMesh.StartAsync(
            new NodeSettings { Name = "node-a", Console = "https://127.0.0.1:0" }, new NodeSettings { Name = "node-b", Console = "https://127.0.0.1:0" });
        await mesh.Nodes[0].WriteAsync(Fixture);
        await mesh.ConvergedAsync();

        await AssertPassAsync(mesh.Nodes[0], cases);
        await AssertPassAsync(mesh.Nodes[1], cases);

        await Task.WhenAll(mesh.Nodes.Select(node => node.StopAsync()));
        mesh.Nodes[0] = await mesh.Nodes[0].RestartAsync();
        mesh.Nodes[1] = await mesh.Nodes[1].RestartAsync();

        await AssertPassAsync(mesh.Nodes[0], cases);
        await AssertPassAsync(mesh.Nodes[1], cases);
    }

    /// <summary>The certification's scenario: who may do what with two records.</summary>
    private static ListChange[] Fixture =>
    [
        new PutEntry(Effect.Allow, "user:alice", "read", "record:*"),
        new PutEntry(Effect.Allow, "user:bob", "read", "record:*"),
        new PutEntry(Effect.Allow, "user:alice", "write", "record:*", """resource.properties.status != "archived" """.Trim()),
        new PutEntry(Effect.Allow, "user:*", "write", "record:*", """subject.properties.role == "admin" && resource.properties.status == "archived" """.Trim()),
        new PutEntry(Effect.Allow, "user:alice", "delete", "record:*", "action.properties.soft"),
        new SetAttribute("user:bob", "role", JsonElement.Parse("\"admin\"")),
        new SetAttribute("record:record-1", "status", JsonElement.Parse("\"active\"")),
        new SetAttribute("record:record-2", "status", JsonElement.Parse("\"archived\"")),
    ];

    private static async Task AssertPassAsync(NodeProcess node, IReadOnlyList<ConformanceCase> cases)
    {
        using var replay = new ConformanceReplay(node);
        var failures = new List<string>();
        foreach (var one in cases.Where(one => one.Id != Superseded))
        {
            failures.AddRange((await replay.RunAsync(one)).Select(error => $"{one.Id} {error}"));
        }

        Assert.Empty(failures);
        await AssertDiscoverableAsync(node);
    }

    private static async Task AssertDiscoverableAsync(NodeProcess node)
    {
        using var http = node.Http();
        using var response = await http.GetAsync(".well-known/authzen-configuration");
        var point = JsonElement.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(node.Console.ToString().TrimEnd('/'), point.GetProperty("policy_decision_point").GetString());
        Assert.All(point.EnumerateObject(), member => Assert.StartsWith("https://", member.Value.GetString()));
    }
}
