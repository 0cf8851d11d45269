using AuthMesh.Client;
using AuthMesh.Testing.Nodes;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.EndToEnd.Scenarios;

/// <summary>Real nodes that are not linked with all others: one ring, so that a change takes three links to come to the farthest of six.</summary>
public sealed class RingTests
{
    private const int Nodes = 6, Writes = 18;

    [Fact]
    public async Task A_ring_of_six_passes_each_change_on_once_closes_the_gap_beside_a_dead_node_and_takes_it_back()
    {
        await using var mesh = await TestMesh.StartAsync([.. Enumerable.Range(0, Nodes).Select(Setting)]);
        await HaveLinksAsync(mesh, each: 2);
        await mesh.Nodes[0].WriteAsync(Allow("user:first"));
        await SeeAsync(mesh, "user:first");

        var before = await ReceivedAsync(mesh);
        for (var i = 0; i < Writes; i++)
        {
            await mesh.Nodes[i % Nodes].WriteAsync(Allow($"user:{i}"));
        }

        await mesh.ConvergedAsync();
        await TestMesh.EventuallyAsync(async () => await ReceivedAsync(mesh) == before + (Writes * (Nodes - 1))); // shown a moment later

        var lost = mesh.Nodes[2];
        var id = (await lost.Client.GetNodeAsync()).NodeId;
        await lost.KillAsync();
        await mesh.Nodes[1].WriteAsync(Allow("user:bob"));
        await SeeAsync(mesh, "user:bob");
        await TestMesh.EventuallyAsync(async () => (await ShownAsync(mesh, id)).TrueForAll(link => link == NodeLink.Down));
        await HaveLinksAsync(mesh, each: 2);

        mesh.Nodes[2] = await lost.RestartAsync();
        await SeeAsync(mesh, "user:bob");
        await mesh.Nodes[2].WriteAsync(Deny("user:bob"));
        await mesh.ConvergedAsync();
        await TestMesh.EventuallyAsync(async () => !(await ShownAsync(mesh, id)).Contains(NodeLink.Down));
        await HaveLinksAsync(mesh, each: 2);
    }

    private static NodeSettings Setting(int number) => new()
    {
        Name = $"node-{number}",
        Environment = new Dictionary<string, string> { ["AuthMesh__Replication__FullyLinkedNodes"] = "2", ["AuthMesh__Replication__LinkRings"] = "1" },
    };

    private static Task SeeAsync(TestMesh mesh, string subject) => Task.WhenAll(Running(mesh).Select(n => n.SeesAsync(subject, allowed: true)));

    /// <summary>Links with newcomers, and those that closed a gap, linger for some seconds.</summary>
    private static Task HaveLinksAsync(TestMesh mesh, int each) => TestMesh.EventuallyAsync(async () =>
        (await Task.WhenAll(Running(mesh).Select(n => n.Client.GetNodesAsync()))).All(peers => peers.Count(p => p.Link is NodeLink.InSync or NodeLink.CatchingUp) == each));

    private static async Task<long> ReceivedAsync(TestMesh mesh) =>
        (await Task.WhenAll(Running(mesh).Select(n => n.Client.GetNodesAsync()))).Sum(peers => peers.Sum(p => p.Traffic?.BatchesReceived ?? 0));

    private static async Task<List<NodeLink>> ShownAsync(TestMesh mesh, string id) =>
        [.. (await Task.WhenAll(Running(mesh).Select(n => n.Client.GetNodesAsync()))).Select(peers => peers.Single(p => p.NodeId == id).Link)];

    private static IEnumerable<NodeProcess> Running(TestMesh mesh) => mesh.Nodes.Where(n => n.IsRunning);
}
