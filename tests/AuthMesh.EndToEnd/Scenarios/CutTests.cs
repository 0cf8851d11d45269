using AuthMesh.Client;
using AuthMesh.Testing.Nodes;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.EndToEnd.Scenarios;

/// <summary>Two sites that are cut off from each other, go on working, and meet again: the cases in which today's multi-master directories go wrong.</summary>
public sealed class CutTests : IAsyncLifetime
{
    private readonly List<TcpSwitch> _cables = [];
    private TestMesh _mesh = null!;

    private NodeProcess Paris => _mesh.Nodes[0];

    private NodeProcess Lyon => _mesh.Nodes[1];

    public async ValueTask InitializeAsync()
    {
        _mesh = await TestMesh.StartAsync(Site("paris"), Site("lyon"));
        await Paris.WriteAsync(Allow("group:ops"), new PutMembership("user:alice", "group:ops"));
        await Lyon.SeesAsync("user:alice", allowed: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _mesh.DisposeAsync();
        foreach (var cable in _cables)
        {
            await cable.DisposeAsync();
        }
    }

    [Fact]
    public async Task Alice_removed_here_and_carol_added_there_leaves_alice_out_and_carol_in()
    {
        await CutAsync();
        await Paris.WriteAsync(new RemoveMembership("user:alice", "group:ops"));
        await Lyon.WriteAsync(new PutMembership("user:carol", "group:ops"));
        await MendAsync();
        await BothSeeAsync("user:alice", allowed: false);
        await BothSeeAsync("user:carol", allowed: true);
    }

    [Fact]
    public async Task Alice_removed_here_and_put_in_again_there_later_is_out_and_the_conflict_shows()
    {
        await CutAsync();
        await Paris.WriteAsync(new RemoveMembership("user:alice", "group:ops"));
        await Lyon.WriteAsync(new RemoveMembership("user:alice", "group:ops"));
        await Lyon.WriteAsync(new PutMembership("user:alice", "group:ops"));
        await MendAsync();
        await BothSeeAsync("user:alice", allowed: false);
        Assert.Equal(1, (await _mesh.ConvergedAsync()).Conflicts);
        Assert.Single(await Lyon.Client.ConflictsAsync("default").ToListAsync());

        var unawares = await Assert.ThrowsAsync<AuthMeshException>(() => Paris.WriteAsync(new PutMembership("user:alice", "group:ops")));
        Assert.Equal("contested", unawares.Code);
        await Paris.Client.WriteAsync("default", new TransactionRequest([new PutMembership("user:alice", "group:ops")], Resolve: true));
        await BothSeeAsync("user:alice", allowed: true);
        Assert.Equal(0, (await _mesh.ConvergedAsync()).Conflicts);
    }

    [Fact]
    public async Task The_same_entry_changed_on_both_sides_ends_the_same_and_on_the_safer_side()
    {
        var until = new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await Paris.WriteAsync(Allow("user:bob"), Deny("user:eve"), Allow("user:eve"));
        await Lyon.SeesAsync("user:bob", allowed: true);
        await CutAsync();
        await Paris.WriteAsync(new RemoveEntry(Effect.Allow, "user:bob", "read", "doc:*"), new RemoveEntry(Effect.Deny, "user:eve", "read", "doc:*"));
        await Lyon.WriteAsync(
            new PutEntry(Effect.Allow, "user:bob", "read", "doc:*", ExpiresAt: until),
            new PutEntry(Effect.Deny, "user:eve", "read", "doc:*", ExpiresAt: until));
        Assert.False(await Paris.MayReadAsync("user:bob"));
        Assert.True(await Lyon.MayReadAsync("user:bob"));
        await MendAsync();
        await BothSeeAsync("user:bob", allowed: false);
        await BothSeeAsync("user:eve", allowed: false);
        Assert.Equal(2, (await _mesh.ConvergedAsync()).Conflicts);
    }

    private NodeSettings Site(string name)
    {
        var port = TcpSwitch.FreePort();
        var cable = new TcpSwitch(port);
        _cables.Add(cable);
        return new NodeSettings { Name = name, Mesh = $"https://127.0.0.1:{port}", Advertise = $"https://127.0.0.1:{cable.Port}" };
    }

    private async Task CutAsync()
    {
        _cables.ForEach(c => c.Cut());
        await TestMesh.EventuallyAsync(async () =>
            (await Paris.Client.GetNodesAsync()).Concat(await Lyon.Client.GetNodesAsync()).Count(n => n.Link == NodeLink.Down) == 2);
    }

    private async Task MendAsync()
    {
        _cables.ForEach(c => c.Mend());
        await _mesh.ConvergedAsync();
    }

    private Task BothSeeAsync(string subject, bool allowed) => Task.WhenAll(_mesh.Nodes.Select(n => n.SeesAsync(subject, allowed)));
}
