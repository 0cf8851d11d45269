using AuthMesh.Client;
using AuthMesh.Testing.Nodes;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.EndToEnd.Scenarios;

/// <summary>Real nodes keep one list in step.</summary>
public sealed class SpreadingTests
{
    [Fact]
    public async Task A_change_at_any_of_five_nodes_reaches_the_four_others()
    {
        await using var mesh = await TestMesh.StartAsync(5);

        await mesh.Nodes[0].WriteAsync(Allow("user:alice"));
        await Task.WhenAll(mesh.Nodes.Select(n => n.SeesAsync("user:alice", allowed: true)));

        await mesh.Nodes[4].WriteAsync(Deny("user:alice"));
        await Task.WhenAll(mesh.Nodes.Select(n => n.SeesAsync("user:alice", allowed: false)));

        var status = await mesh.ConvergedAsync();
        Assert.Equal(2, status.Entries);
        Assert.Equal(2, status.Vector.Select(t => t.Node).Distinct().Count());
    }

    [Fact]
    public async Task A_node_stopped_during_ten_thousand_changes_catches_up_exactly()
    {
        await using var mesh = await TestMesh.StartAsync(3);
        Assert.Equal(0, await mesh.Nodes[2].StopAsync());

        var gate = new SemaphoreSlim(16);
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(async i =>
        {
            await gate.WaitAsync();
            await mesh.Nodes[i % 2].WriteAsync([.. Enumerable.Range(0, 10).Select(n => Allow($"user:{i}-{n}"))]);
            gate.Release();
        }));

        mesh.Nodes[2] = await mesh.Nodes[2].RestartAsync();
        var status = await mesh.ConvergedAsync();
        Assert.Equal(10_000, status.Entries);
        Assert.Equal(10_000, await mesh.Nodes[2].Client.EntriesAsync("default").CountAsync());
    }

    [Fact]
    public async Task A_list_declared_at_one_node_is_there_and_writable_at_the_others()
    {
        await using var mesh = await TestMesh.StartAsync(2);
        await mesh.Nodes[0].Client.DeclareListAsync("warehouse");
        await TestMesh.EventuallyAsync(async () => (await mesh.Nodes[1].Client.GetStatusAsync("warehouse")).Ready);
        await mesh.Nodes[1].Client.WriteAsync("warehouse", new TransactionRequest([Allow("user:bob")]));
        Assert.Equal(1, (await mesh.ConvergedAsync("warehouse")).Entries);
    }

    [Fact]
    public async Task A_write_waits_for_the_others_when_asked_to_and_names_them_in_its_receipt()
    {
        await using var mesh = await TestMesh.StartAsync(3);
        var result = await mesh.Nodes[0].Client.WriteAsync("default", new TransactionRequest([Allow("user:alice")], WaitFor: WaitFor.All));
        Assert.True(await mesh.Nodes[2].MayReadAsync("user:alice"));
        var receipts = await mesh.Nodes[0].Client.GetReceiptsAsync("default", result.Dot!);
        Assert.Equal(3, receipts.Applied.Count);
        Assert.Empty(receipts.Waiting);
    }
}
