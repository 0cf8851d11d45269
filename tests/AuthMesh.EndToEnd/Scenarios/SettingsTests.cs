using AuthMesh.Client;
using AuthMesh.Testing.Nodes;
using static AuthMesh.Testing.Nodes.TestMesh;

namespace AuthMesh.EndToEnd.Scenarios;

/// <summary>Settings of a list, on real nodes.</summary>
public sealed class SettingsTests
{
    private static readonly EvaluationRequest _claim = new(
        new("user", "mallory", System.Text.Json.JsonElement.Parse("""{"role":"admin"}""")), new("read"), new("doc", "a"));

    [Fact]
    public async Task What_is_stored_only_at_one_node_cannot_be_claimed_at_the_other_also_after_a_restart()
    {
        await using var mesh = await StartAsync(2);
        await mesh.Nodes[0].WriteAsync(new PutEntry(Effect.Allow, "*", "read", "*", Condition: "subject.properties.role == 'admin'"));
        await EventuallyAsync(() => mesh.Nodes[1].Client.IsAllowedAsync(_claim));

        await mesh.Nodes[0].Client.SetListAsync("default", new ListSettingsRequest(["role"]));
        await EventuallyAsync(async () => !await mesh.Nodes[1].Client.IsAllowedAsync(_claim));

        Assert.Equal(0, await mesh.Nodes[1].StopAsync());
        mesh.Nodes[1] = await mesh.Nodes[1].RestartAsync();
        Assert.False(await mesh.Nodes[1].Client.IsAllowedAsync(_claim));
        Assert.Equal(["role"], (await mesh.Nodes[1].Client.GetStatusAsync("default")).StoredOnly);
        await mesh.LinkedAsync();

        await mesh.Nodes[1].Client.SetListAsync("default", new ListSettingsRequest([]));
        await EventuallyAsync(() => mesh.Nodes[0].Client.IsAllowedAsync(_claim));
    }
}
