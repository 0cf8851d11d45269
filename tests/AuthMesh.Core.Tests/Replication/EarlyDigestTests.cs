using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Nodes;
using Wire = AuthMesh.Core.Replication.Wire;
using Google.Protobuf;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>Where a way is far, the digest of a neighbour with a nearer one is ahead of the push.</summary>
public sealed class EarlyDigestTests
{
    private const int Often = 6;

    [Fact]
    public void A_neighbour_that_tells_of_batches_before_they_come_is_let_race()
    {
        using var mesh = new SimulatedMesh(seed: 97, nodes: 40);
        mesh.Run(60_000);
        var origin = mesh.Nodes[1];
        var overlay = Overlay.Of([.. mesh.Nodes.Select(n => n.Id).Order()], new ReplicaOptions());
        var node = mesh.Nodes.First(n => overlay.HopsBetween(n.Id, origin.Id) > 2);
        var (link, neighbour) = node.Links.Select(l => (l.Key, Node: (SimulatedNode)l.Value.Other.Process))
            .First(l => l.Node.Id != overlay.ParentOf(node.Id, origin.Id) && overlay.ParentOf(l.Node.Id, origin.Id) != node.Id);
        var before = Grafts();

        // All within a tick, so that no digest of its own says otherwise.
        for (var i = 0; i < Often; i++)
        {
            Assert.Equal(before, Grafts());
            var write = origin.Write(Change.Put(new EntryKey(Effect.Allow, $"user:{i}", "read", "doc:*")));
            mesh.RunUntil(() => origin.Answers.ContainsKey(write), 100);
            var written = ((WriteAccepted)origin.Answers[write]).Version.Heads.Single();
            node.Receive(link, Early(UnderWay.BeginningOf(written)));
            mesh.RunUntil(() => node.Lists[ListName.Default].Counts.Entries == i + 1, 200);
        }

        mesh.Run(new ReplicaOptions().MeshPublishInterval);
        Assert.Equal(before + 1, Grafts());

        long Grafts() => node.Mesh.Nodes.Single(n => n.Node == neighbour.Id).Traffic!.Grafts;
    }

    /// <summary>A digest of who had applied the batch a tenth of a second before: it would have brought it then.</summary>
    private static byte[] Early(uint beginning) =>
        new Wire.LinkMessage { Digest = new Wire.Digest { Lists = { new Wire.Frontier { List = ListName.Default.Value, Fresh = { beginning }, Ages = { 50 } } } } }.ToByteArray();
}
