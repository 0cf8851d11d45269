using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation;
using AuthMesh.Simulation.Measuring;
using AuthMesh.Simulation.Nodes;
using Google.Protobuf;
using Wire = AuthMesh.Core.Replication.Wire;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>What a node shows of its links and its memory is what there was, as the network saw it.</summary>
public sealed class ShownCountsTests
{
    private const int Writes = 10;

    [Fact]
    public void Each_dial_and_each_link_is_counted_once_at_each_end_that_took_part()
    {
        using var mesh = new SimulatedMesh(seed: 95, nodes: 2);
        mesh.Run(20_000);
        var before = mesh.Nodes.Select(TrafficOf).ToList();
        mesh.Traffic = new Traffic();
        for (var time = 0; time < 3; time++)
        {
            mesh.BreakSomeLink();
            mesh.Run(20_000);
        }

        var after = mesh.Nodes.Select(TrafficOf).ToList();
        Assert.All(after.Zip(before), of => Assert.Equal(mesh.Traffic.Opened, of.First.Links - of.Second.Links));
        Assert.Equal(mesh.Traffic.Dials, after.Sum(t => t.Dials) - before.Sum(t => t.Dials));
        Assert.True(mesh.Traffic.Opened >= 3);
    }

    [Fact]
    public void What_is_kept_in_memory_is_shown()
    {
        using var mesh = new SimulatedMesh(seed: 96, nodes: 2);
        mesh.Run(20_000);
        for (var i = 0; i < Writes; i++)
        {
            mesh.Nodes[0].Write(Change.Put(new EntryKey(Effect.Allow, $"user:{i}", "read", "doc:*")));
            mesh.Run(50);
        }

        var node = mesh.Nodes[1];
        var nobodys = new Wire.Frontier { List = ListName.Default.Value, Batches = 1, Heads = { ByteString.CopyFrom(new byte[Hash256.Size]) } };
        node.Receive(node.Links.Keys.Single(), new Wire.LinkMessage { Digest = new Wire.Digest { Lists = { nobodys } } }.ToByteArray());
        mesh.Run(new ReplicaOptions().MeshPublishInterval);

        var kept = node.Mesh.Kept;
        var batches = node.Lists.Values.Sum(l => l.Counts.Batches);
        Assert.Equal(batches, kept.Pasts);
        Assert.Equal(batches, kept.TailBatches);
        Assert.InRange(kept.TailBytes, 100 * batches, 1_000 * batches);
        Assert.InRange(kept.Signatures, Writes, (int)batches);
        Assert.Equal(1, kept.Announced);
        Assert.Equal(node.Lists.Count, kept.PeerLists);
    }

    private static LinkTraffic TrafficOf(SimulatedNode node) => node.Mesh.Nodes.Single(n => !n.IsSelf).Traffic!;
}
