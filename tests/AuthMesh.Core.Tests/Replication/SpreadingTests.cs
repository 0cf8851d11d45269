using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Core.Roster;
using AuthMesh.Simulation;
using Kind = AuthMesh.Core.Replication.Wire.LinkMessage.KindOneofCase;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>How changes travel between linked nodes, run on the simulated network.</summary>
public sealed class SpreadingTests
{
    private static Change Allow(string subject) => Change.Put(new EntryKey(Effect.Allow, subject, "read", "doc:*"));

    [Fact]
    public void A_write_at_one_node_is_pushed_once_to_each_peer_and_forwarded_by_nobody()
    {
        using var mesh = new SimulatedMesh(seed: 1, nodes: 5);
        mesh.Run(20_000);
        mesh.Traffic = new Traffic();

        mesh.Nodes[3].Write(Allow("user:alice"));
        mesh.RunUntil(mesh.InStep, 5_000);
        mesh.Run(2_000);

        Assert.Equal(4, mesh.Traffic.Payloads);
        Assert.Equal(0, mesh.Traffic.Messages.GetValueOrDefault(Kind.Pull));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    public void Who_wrote_knows_that_all_have_it_before_any_digest_can_say_so(int nodes)
    {
        using var mesh = new SimulatedMesh(seed: 8, nodes);
        mesh.Run(20_000);
        var author = mesh.Nodes[1];

        var write = author.Write(Allow("user:alice"));
        mesh.Run(100); // a digest comes 200 ms after the change

        var written = Assert.IsType<WriteAccepted>(author.Answers[write]);
        var receipts = author.Request(r => new ReceiptsRequested(r, ListName.Default, written.Dot!.Value.Batch));
        Assert.Equal(nodes, ((Receipts)author.Answers[receipts]).Applied.Length);
    }

    [Fact]
    public void Digests_cost_at_most_one_message_a_tick_and_link_whatever_the_rate_of_writes()
    {
        using var mesh = new SimulatedMesh(seed: 2, nodes: 3);
        mesh.Run(20_000);
        mesh.Traffic = new Traffic();
        for (var i = 0; i < 500; i++)
        {
            mesh.Nodes[0].Write(Allow($"user:{i}"));
            mesh.Run(4);
        }

        // 2 s, three links of two ends, a tick of 200 ms.
        Assert.InRange(mesh.Traffic.Messages[Kind.Digest], 1, 6 * 11);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void What_vanished_of_one_list_is_found_while_another_is_written_to_without_a_pause(int nodes)
    {
        using var mesh = new SimulatedMesh(seed: 3, nodes);
        var quiet = ListName.Parse("quiet");
        var (author, lacking) = (mesh.Nodes[0], mesh.Nodes[1]);
        author.Request(r => new WriteRequested(r, new WriteRequest(ListName.Mesh, new Transaction("test", "", [RosterValues.Put(quiet)]), Resolve: true)));
        mesh.Run(20_000);

        // Whatever is said to one node for half a second is lost: the push, and every digest that names it.
        mesh.Network.Swallows = end => end.Other.Process == lacking;
        author.Request(r => new WriteRequested(r, new WriteRequest(quiet, new Transaction("test", "", [Allow("user:lost")]))));
        mesh.Run(500);
        mesh.Network.Swallows = null;
        Assert.Equal(0, lacking.Lists[quiet].Counts.Entries);

        // A peer picked every 7.5 s at most, twice of which is enough with one neighbour; then a digest, a wait and a fetch.
        for (var elapsed = 0; elapsed < 15_000 + 1_000; elapsed += 50)
        {
            author.Write(Allow($"user:{elapsed}"));
            mesh.Run(50);
        }

        Assert.Equal(1, lacking.Lists[quiet].Counts.Entries);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Whatever_breaks_and_crashes_all_nodes_end_with_the_same_list_and_no_acknowledged_write_is_lost(int seed)
    {
        using var mesh = new SimulatedMesh(seed, nodes: 5);
        var requests = new List<(SimulatedNode Node, long Request, string Subject, object? Answer)>();
        for (var step = 0; step < 400; step++)
        {
            var node = mesh.Nodes[mesh.Next(5)];
            if (node.Replica is null)
            {
                node.Start();
            }
            else
            {
                var subject = $"user:{step}";
                requests.Add((node, node.Write(Allow(subject)), subject, null));
            }

            switch (mesh.Next(12))
            {
                case 0: mesh.BreakSomeLink(); break;
                case 1: node.Crash(); break;
                case 2: mesh.Cut([node], mesh.Nodes.Except([node])); break;
                case 3: mesh.Cut(mesh.Nodes, mesh.Nodes, cut: false); break;
            }

            mesh.Run(mesh.Next(400));
        }

        mesh.Cut(mesh.Nodes, mesh.Nodes, cut: false);
        foreach (var down in mesh.Nodes.Where(n => n.Replica is null))
        {
            down.Start();
        }

        mesh.RunUntil(mesh.InStep, 120_000);
        var index = mesh.Nodes[0].Lists[ListName.Default].Index;
        var acknowledged = requests.Where(r => r.Node.Answers.GetValueOrDefault(r.Request) is WriteAccepted).ToList();
        Assert.True(acknowledged.Count > 100, $"only {acknowledged.Count} writes were accepted");
        Assert.All(acknowledged, r => Assert.True(index.IsAllowed(new(r.Subject, "read", "doc:x"), mesh.WallStart), r.Subject));
    }

    [Fact]
    public void A_node_that_slept_through_ten_thousand_changes_catches_up_exactly_and_gets_each_once()
    {
        using var mesh = new SimulatedMesh(seed: 7, nodes: 3);
        mesh.Run(5_000);
        mesh.Nodes[2].Crash();
        mesh.Run(1_000);
        for (var i = 0; i < 2_000; i++)
        {
            mesh.Nodes[i % 2].Write([.. Enumerable.Range(0, 5).Select(n => Allow($"user:{i}-{n}"))]);
            mesh.Run(2);
        }

        mesh.Run(5_000);
        mesh.Traffic = new Traffic();
        mesh.Nodes[2].Start();
        mesh.RunUntil(mesh.InStep, 60_000);

        Assert.Equal(10_000, mesh.Nodes[2].Lists[ListName.Default].Counts.Entries);
        Assert.InRange(mesh.Traffic.Payloads, 2_000, 2_002);
    }

    [Fact]
    public void What_a_cut_pair_misses_of_each_other_comes_by_way_of_a_third()
    {
        using var mesh = new SimulatedMesh(seed: 8, nodes: 3);
        mesh.Run(5_000);
        mesh.Cut([mesh.Nodes[0]], [mesh.Nodes[1]]);
        mesh.Nodes[0].Write(Allow("user:alice"));

        mesh.RunUntil(mesh.InStep, 5_000);
        Assert.True(mesh.Nodes[1].Lists[ListName.Default].Index.IsAllowed(new("user:alice", "read", "doc:x"), mesh.WallStart));
    }

    [Fact]
    public void A_peer_that_stops_reading_is_sent_no_more_than_its_window()
    {
        var options = new ReplicaOptions { WindowBytes = 64 * 1024, ChunkBytes = 16 * 1024 };
        using var mesh = new SimulatedMesh(seed: 9, nodes: 3, options);
        mesh.Run(20_000);
        mesh.Nodes[2].Frozen = true;
        mesh.Traffic = new Traffic();
        for (var i = 0; i < 2_000; i++)
        {
            mesh.Nodes[0].Write(Allow($"user:{i}"));
            mesh.Run(2);
        }

        // Node 1 got everything once; node 2 at most a window.
        var copies = mesh.Traffic.Payloads;
        Assert.InRange(copies, 2_000, 2_000 + (64 * 1024 / 200));
        mesh.Nodes[2].Frozen = false;
        mesh.RunUntil(mesh.InStep, 60_000);

        // Its link was given up as silent; the window that was lost with it is fetched once more.
        Assert.InRange(mesh.Traffic.Payloads, 4_000, 4_000 + (2 * 64 * 1024 / 200));
    }

    [Fact]
    public void Who_catches_up_is_served_in_pages_of_no_more_than_was_set()
    {
        var options = new ReplicaOptions { ChunkBytes = 2_048 };
        using var mesh = new SimulatedMesh(seed: 11, nodes: 2, options);
        mesh.Run(20_000);
        mesh.Nodes[1].Crash();
        for (var i = 0; i < 200; i++)
        {
            mesh.Nodes[0].Write(Allow($"user:{i}"));
            mesh.Run(20);
        }

        mesh.Traffic = new Traffic();
        mesh.Nodes[1].Start();
        mesh.RunUntil(mesh.InStep, 60_000);

        Assert.InRange(mesh.Traffic.Payloads, 200, 210);
        // Signatures and framing come on top of the bodies, which are counted.
        var bodies = mesh.Traffic.BytesByKind[Kind.Batches] - (80 * mesh.Traffic.Payloads);
        Assert.InRange(bodies / mesh.Traffic.Messages[Kind.Batches], 1, options.ChunkBytes);
    }

    [Fact]
    public void Of_two_links_of_a_pair_both_ends_keep_the_same()
    {
        using var mesh = new SimulatedMesh(seed: 10, nodes: 2);
        mesh.Run(60_000);
        mesh.Dial(mesh.Nodes[0], mesh.Nodes[1].Id);
        mesh.Dial(mesh.Nodes[1], mesh.Nodes[0].Id);
        mesh.Run(5_000);
        Assert.All(mesh.Nodes, n => Assert.Single(n.Links));
        mesh.Nodes[0].Write(Allow("user:alice"));
        mesh.RunUntil(mesh.InStep, 1_000);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_to_the_byte()
    {
        static (long, long, string) Run()
        {
            using var mesh = new SimulatedMesh(seed: 11, nodes: 4);
            for (var i = 0; i < 200; i++)
            {
                mesh.Nodes[mesh.Next(4)].Write(Allow($"user:{i}"));
                mesh.Run(mesh.Next(50));
                if (i % 20 == 0)
                {
                    mesh.BreakSomeLink();
                }
            }

            mesh.RunUntil(mesh.InStep, 60_000);
            return (mesh.Now, mesh.Traffic.Bytes, mesh.Nodes[0].Lists[ListName.Default].StateHash.ToString());
        }

        Assert.Equal(Run(), Run());
    }
}
