using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation;
using AuthMesh.Simulation.Nodes;
using Google.Protobuf;
using Wire = AuthMesh.Core.Replication.Wire;

namespace AuthMesh.Core.Tests.Replication;

public sealed class FreshnessTests
{
    private static readonly NodeId _a = new(Id(1)), _b = new(Id(2));
    private readonly Freshness _freshness = new();

    [Fact]
    public void Nothing_is_told_until_every_node_was_heard()
    {
        _freshness.Announced(_a, ListName.Default, [], At(10));
        Assert.Null(_freshness.UpTo(ListName.Default, [_a, _b]));

        _freshness.Announced(_b, ListName.Default, [], At(5));
        Assert.Equal(At(5), _freshness.UpTo(ListName.Default, [_a, _b]));
        Assert.Null(_freshness.UpTo(ListName.Mesh, [_a, _b]));
    }

    [Fact]
    public void A_digest_counts_from_when_all_that_it_names_is_applied()
    {
        _freshness.Announced(_a, ListName.Default, [], At(10));
        _freshness.Announced(_a, ListName.Default, [Id(7), Id(8)], At(20));
        _freshness.Settle(ListName.Default, id => id == Id(7));
        Assert.Equal(At(10), _freshness.UpTo(ListName.Default, [_a]));

        _freshness.Settle(ListName.Default, _ => true);
        Assert.Equal(At(20), _freshness.UpTo(ListName.Default, [_a]));
    }

    [Fact]
    public void Newer_digests_do_not_keep_one_that_is_waited_for_from_counting()
    {
        for (var time = 1; time <= 5; time++)
        {
            _freshness.Announced(_a, ListName.Default, [Id(time)], At(time));
        }

        _freshness.Settle(ListName.Default, id => id == Id(1));
        Assert.Equal(At(1), _freshness.UpTo(ListName.Default, [_a]));
        _freshness.Settle(ListName.Default, id => id == Id(5));
        Assert.Equal(At(5), _freshness.UpTo(ListName.Default, [_a]));
    }

    [Fact]
    public void Who_left_is_forgotten()
    {
        _freshness.Announced(_a, ListName.Default, [], At(1));
        _freshness.Keep(new HashSet<NodeId> { _b });
        Assert.Null(_freshness.UpTo(ListName.Default, [_a]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3_600_000)]
    [InlineData(-3_600_000)]
    public void What_waited_on_its_way_counts_as_sent_earlier_whatever_the_peers_clock_says(long skew)
    {
        var times = new SendingTimes();

        Assert.Equal(1_005, times.Of(1_000 + skew, At(1_005)).Wall);
        Assert.Equal(2_005, times.Of(2_000 + skew, At(2_905)).Wall);
        Assert.Equal(2_005, times.Of(2_000 + skew, At(2_905)).Elapsed);
        Assert.Equal(3_002, times.Of(3_000 + skew, At(3_002)).Wall);
    }

    [Fact]
    public void No_claim_of_a_peer_makes_a_message_newer_than_its_receipt()
    {
        var times = new SendingTimes();
        Assert.All(new[] { 5L, long.MaxValue / 4, 0, 10, 1_000_000 }, claim => Assert.True(times.Of(claim, At(100)).Wall <= 100));
    }

    [Fact]
    public void A_clock_that_was_set_back_is_followed_again_after_a_while()
    {
        var times = new SendingTimes();
        times.Of(10_000, At(10_000));
        for (var i = 0; i < 70; i++)
        {
            times.Of(5_000 + i, At(10_001 + i));
        }

        Assert.Equal(10_100, times.Of(5_099, At(10_100)).Wall);
    }

    /// <summary>Cuts, clocks that differ and constant writes: whatever was written longer ago than the age that a node tells is applied there.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_node_calls_its_knowledge_fresher_than_it_is(int seed)
    {
        using var mesh = new SimulatedMesh(seed, nodes: 4);
        mesh.Nodes[1].ClockSkew = 40_000;
        mesh.Nodes[2].ClockSkew = -40_000;
        mesh.Run(20_000);
        var writes = new List<(long Time, string Subject)>();
        var told = 0;
        for (var step = 0; step < 150; step++)
        {
            var writer = mesh.Nodes[mesh.Next(4)];
            writes.Add((mesh.Now, $"user:{step}"));
            writer.Write(Change.Put(new EntryKey(Effect.Allow, $"user:{step}", "read", "doc:*")));
            if (step % 3 == 0)
            {
                var one = mesh.Next(4);
                mesh.Cut([mesh.Nodes[one]], [mesh.Nodes[(one + 1 + mesh.Next(3)) % 4]], cut: mesh.Next(3) > 0);
            }

            for (var slice = mesh.Next(20); slice >= 0; slice--)
            {
                mesh.Run(40);
                told += mesh.Nodes.Count(node => TellsTheTruth(mesh, node, writes));
            }
        }

        Assert.True(told > 300, $"an age was told {told} times");
    }

    /// <summary>Now and then the digest of a quiet time goes out just after a burst: that is too new to be in it, and too much for the window to be there before it.</summary>
    [Fact]
    public void A_digest_that_leaves_something_to_the_next_one_makes_nothing_look_fresher_than_it_is()
    {
        using var mesh = new SimulatedMesh(seed: 10, nodes: 2, new ReplicaOptions { WindowBytes = 800, ChunkBytes = 1 });
        mesh.Latency = (20, 20);
        mesh.Run(20_000);
        var writes = new List<(long Time, string Subject)>();
        for (var burst = 0; burst < 200; burst++)
        {
            mesh.Run(2_500 + mesh.Next(5_000));
            for (var moment = 0; moment < 60; moment++)
            {
                if (moment < 8)
                {
                    writes.Add((mesh.Now, $"user:{burst}-{moment}"));
                    mesh.Nodes[0].Write(Change.Put(new EntryKey(Effect.Allow, writes[^1].Subject, "read", "doc:*")));
                }

                mesh.Run(5);
                Assert.True(TellsTheTruth(mesh, mesh.Nodes[1], writes.TakeLast(8)));
            }
        }
    }

    [Fact]
    public void What_a_digest_leaves_to_the_next_one_counts_as_not_said()
    {
        using var mesh = new SimulatedMesh(seed: 11, nodes: 2);
        mesh.Run(20_000);
        var node = mesh.Nodes[1];
        Assert.InRange(AgeAfterDigest(behind: 100), 100, 200);
        Assert.InRange(AgeAfterDigest(behind: 0), 0, 99);

        double AgeAfterDigest(uint behind)
        {
            var named = new Wire.Frontier { List = ListName.Default.Value, Batches = 1, Ready = true };
            var digest = new Wire.Digest { SentAt = (ulong)(mesh.WallStart + mesh.Now), Behind = behind, Lists = { named } };
            node.Receive(node.Links.Keys.Single(), new Wire.LinkMessage { Digest = digest }.ToByteArray());
            mesh.Run(new ReplicaOptions().MeshPublishInterval);
            return node.Mesh.DataAge(ListName.Default, new ReplicaTime(mesh.WallStart + mesh.Now, mesh.Now))!.Value.TotalMilliseconds - new ReplicaOptions().MeshPublishInterval;
        }
    }

    /// <summary>False when it tells no age.</summary>
    private static bool TellsTheTruth(SimulatedMesh mesh, SimulatedNode node, IEnumerable<(long Time, string Subject)> writes)
    {
        if (node.Mesh.DataAge(ListName.Default, new ReplicaTime(mesh.WallStart + mesh.Now + node.ClockSkew, mesh.Now)) is not { } age)
        {
            return false;
        }

        var known = mesh.Now - (long)age.TotalMilliseconds - mesh.Latency.Max;
        var lacking = writes.FirstOrDefault(write => write.Time < known && !node.Lists[ListName.Default].Inventory.Contains(write.Subject));
        Assert.True(lacking.Subject is null, $"Node {node.Number} lacks {lacking.Subject} of {mesh.Now - lacking.Time} ms ago at an age of {age}.");
        return true;
    }

    [Fact]
    public void In_quiet_times_the_age_stays_near_the_interval_of_digests_and_it_grows_while_a_node_is_away()
    {
        using var mesh = new SimulatedMesh(seed: 9, nodes: 3);
        mesh.Run(60_000);
        Assert.InRange(Age(), 0, 10_000);

        mesh.Cut([mesh.Nodes[0]], [mesh.Nodes[2]]);
        mesh.Run(120_000);
        Assert.InRange(Age(), 110_000, 140_000);

        double Age() => mesh.Nodes[0].Mesh.DataAge(ListName.Default, new ReplicaTime(mesh.WallStart + mesh.Now, mesh.Now))!.Value.TotalMilliseconds;
    }

    private static Hash256 Id(int number)
    {
        var bytes = new byte[Hash256.Size];
        bytes[^1] = (byte)number;
        return new Hash256(bytes);
    }

    private static ReplicaTime At(long time) => new(time, time);
}
