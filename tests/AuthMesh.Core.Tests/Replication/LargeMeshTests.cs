using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation;
using Kind = AuthMesh.Core.Replication.Wire.LinkMessage.KindOneofCase;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>How changes travel in meshes of all sizes, run on the simulated network.</summary>
public sealed class LargeMeshTests
{
    private static Change Allow(string subject) => Change.Put(new EntryKey(Effect.Allow, subject, "read", "doc:*"));

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(40)]
    [InlineData(100)]
    public void Each_node_receives_each_batch_once_and_soon(int nodes)
    {
        using var mesh = Settled(seed: 70, nodes);
        mesh.Traffic = new Traffic();
        var times = new List<long>();
        for (var i = 0; i < 100; i++)
        {
            var before = mesh.Now;
            var writer = mesh.Nodes[mesh.Next(nodes)];
            writer.Write(Allow($"user:{i}"));
            mesh.RunUntil(() => mesh.Nodes.All(n => n.Lists[ListName.Default].Counts.Entries == i + 1), 2_000);
            times.Add(mesh.Now - before);
            mesh.Run(mesh.Next(20));
        }

        mesh.Run(3_000);
        Assert.InRange(mesh.Traffic.Payloads / (100.0 * (nodes - 1)), 1.0, 1.05);
        times.Sort();
        Assert.InRange(times[98], 1, (long)((Math.Log2(nodes) + 2) * mesh.Latency.Max));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(40)]
    public void With_many_writers_at_once_each_node_still_receives_each_batch_once(int nodes)
    {
        using var mesh = Settled(seed: 71, nodes);
        mesh.Traffic = new Traffic();
        var before = mesh.Checker.Batches;
        for (var i = 0; i < 500; i++)
        {
            mesh.Nodes[mesh.Next(nodes)].Write(Allow($"user:{i}"));
            mesh.Run(mesh.Next(10));
        }

        mesh.RunUntil(mesh.InStep, 5_000);
        mesh.Run(3_000);
        Assert.InRange(mesh.Traffic.Payloads / ((mesh.Checker.Batches - before) * (nodes - 1.0)), 1.0, 1.05);
        Assert.Equal(0, mesh.Traffic.Messages.GetValueOrDefault(Kind.Pull));
    }

    [Theory]
    [InlineData(17)]
    [InlineData(40)]
    [InlineData(100)]
    public void No_node_of_a_large_mesh_keeps_more_than_a_few_links(int nodes)
    {
        using var mesh = Settled(seed: 72, nodes);
        Assert.All(mesh.Nodes, n => Assert.InRange(n.Links.Count, 4, 8));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    public void A_dead_node_is_noticed_by_all_and_its_return_too(int nodes)
    {
        using var mesh = Settled(seed: 73, nodes);
        var dead = mesh.Nodes[2];
        var others = mesh.Nodes.Where(n => n != dead).ToList();
        bool IsDown(SimulatedNode at) => at.Mesh.Nodes.Single(n => n.Node == dead.Id).Link == LinkState.Down;

        dead.Crash();
        mesh.RunUntil(() => others.TrueForAll(IsDown), 2_000);
        mesh.Run(60_000);
        Assert.All(others, n => Assert.True(IsDown(n)));

        dead.Start();
        mesh.RunUntil(() => !others.Exists(IsDown), 35_000);
    }

    [Fact]
    public void A_node_that_one_neighbour_cannot_reach_is_down_for_nobody_else()
    {
        using var mesh = Settled(seed: 74, nodes: 40);
        var node = mesh.Nodes[3];
        var peer = mesh.Nodes.First(n => n.Mesh.Nodes.Single(m => m.Node == node.Id).Link == LinkState.InSync);
        mesh.Cut([node], [peer]);
        mesh.Run(20_000);
        Assert.All(mesh.Nodes.Where(n => n != peer && n != node), n => Assert.NotEqual(LinkState.Down, n.Mesh.Nodes.Single(m => m.Node == node.Id).Link));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void An_idle_link_costs_a_few_bytes_a_second(int nodes)
    {
        using var mesh = Settled(seed: 75, nodes);
        mesh.Traffic = new Traffic();
        mesh.Run(60_000);

        // The transport's pings come on top: about 60 bytes a second and link.
        var links = mesh.Nodes.Sum(n => n.Links.Count) / 2;
        Assert.InRange(mesh.Traffic.Bytes / 60.0 / links, 1, 30);
    }

    [Fact]
    public void Two_halves_that_wrote_without_each_other_are_in_step_soon_after_they_meet_and_send_little_twice()
    {
        using var mesh = Settled(seed: 76, nodes: 40);
        var (left, right) = (mesh.Nodes.Take(20).ToList(), mesh.Nodes.Skip(20).ToList());
        mesh.Cut(left, right);
        mesh.Run(5_000);
        for (var i = 0; i < 200; i++)
        {
            mesh.Nodes[mesh.Next(40)].Write(Allow($"user:{i}"));
            mesh.Run(50);
        }

        mesh.Traffic = new Traffic();
        mesh.Cut(left, right, cut: false);
        mesh.RunUntil(mesh.InStep, 40_000); // most of it the wait before a dial
        mesh.Run(10_000);
        Assert.InRange(mesh.Traffic.Payloads / (200 * 20.0), 1.0, 1.2);
    }

    [Fact]
    public void When_nodes_vanish_the_others_still_get_each_batch_and_hardly_any_twice()
    {
        using var mesh = Settled(seed: 77, nodes: 40);
        foreach (var node in mesh.Nodes.Where(n => n.Number % 5 == 4))
        {
            node.Crash();
        }

        var up = mesh.Nodes.Where(n => n.Replica is not null).ToList();
        mesh.Traffic = new Traffic();
        for (var i = 0; i < 200; i++)
        {
            up[mesh.Next(up.Count)].Write(Allow($"user:{i}"));
            mesh.Run(50);
        }

        mesh.RunUntil(mesh.InStep, 10_000);
        Assert.InRange(mesh.Traffic.Payloads / (200 * (up.Count - 1.0)), 1.0, 1.2);

        // Each origin's first batch mended its tree.
        mesh.Traffic = new Traffic();
        foreach (var node in up)
        {
            node.Write(Allow($"user:again-{node.Number}"));
            mesh.Run(100);
        }

        mesh.RunUntil(mesh.InStep, 10_000);
        Assert.InRange(mesh.Traffic.Payloads / (up.Count * (up.Count - 1.0)), 1.0, 1.05);
        Assert.InRange(mesh.Traffic.Messages.GetValueOrDefault(Kind.Pull), 0, up.Count);
    }

    [Fact]
    public void What_frozen_nodes_would_feed_goes_round_them_long_before_their_links_are_given_up()
    {
        using var mesh = Settled(seed: 78, nodes: 40);
        var frozen = mesh.Nodes.Where(n => n.Number % 10 is 3 or 6 or 9).ToList();
        var healthy = mesh.Nodes.Except(frozen).ToList();
        frozen.ForEach(n => n.Frozen = true);
        for (var i = 0; i < 5; i++)
        {
            healthy[0].Write(Allow($"user:first-{i}"));
            mesh.Run(200);
        }

        var late = 0;
        for (var i = 0; i < 30; i++)
        {
            healthy[i % healthy.Count].Write(Allow($"user:{i}"));
            mesh.Run(130); // (log2(40) + 2) link delays and some; a digest and a fetch take twice as long
            late += healthy.Count(n => n.Lists[ListName.Default].Counts.Entries != i + 6);
        }

        // A change is late at a node whose feeder stopped and whose way round leads to one whose feeder stopped, too: of a share f of all nodes, f². A node that waits to be told is late wherever any feeder before it stopped, which is most of them.
        var share = frozen.Count / (double)mesh.Nodes.Count;
        Assert.InRange(late, 0, share * share * 30 * healthy.Count);
    }

    private static SimulatedMesh Settled(int seed, int nodes)
    {
        var mesh = new SimulatedMesh(seed, nodes);
        mesh.Run(60_000);
        return mesh;
    }
}
