using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation;
using Google.Protobuf;
using Wire = AuthMesh.Core.Replication.Wire;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>What happens with batches of a node that are ahead of what is applied, or of very many writers at once.</summary>
public sealed class RestoredPeerTests
{
    [Fact]
    public void What_waits_in_a_peers_pen_counts_as_written_when_a_node_asks_for_its_own_tip()
    {
        using var mesh = new SimulatedMesh(seed: 90, nodes: 3);
        mesh.Run(20_000);
        var (writer, holder, bringer) = (mesh.Nodes[0], mesh.Nodes[1], mesh.Nodes[2]);
        writer.Write(Put("user:first"));
        mesh.RunUntil(mesh.InStep, 5_000);

        // The writer's next batch, of which it will know nothing after the restart, reached one node, and waits there for a cause that nobody has.
        var tip = writer.Lists[ListName.Default].Vector.Single(t => t.Writer.Node == writer.Id);
        var lost = new Batch(
            writer.Mesh.Mesh, ListName.Default, new Dot(tip.Writer, tip.Seq + 1), tip.Batch, [bringer.Id.Value], [.. writer.Lists[ListName.Mesh].Version.Heads],
            new HybridTimestamp((ulong)mesh.WallStart << 16), [new Transaction("test", "", [Put("user:lost")])]);
        bringer.Hold = true; // it would be surprised by the acknowledgement of what it did not send
        holder.Receive(LinkBetween(holder, bringer), Frame(SignedBatch.Sign(lost, new SimulatedKey(0))));
        writer.Crash();
        mesh.Run(100);
        writer.Start();
        mesh.Run(5_000);

        var request = writer.Write(Put("user:second"));
        mesh.RunUntil(() => writer.Answers.ContainsKey(request), 5_000);
        Assert.NotEqual(tip.Writer, Assert.IsType<WriteAccepted>(writer.Answers[request]).Dot!.Value.Batch.Writer);
        Assert.Contains(writer.Reports, r => r.Code == "journal_behind");
    }

    [Theory]
    [InlineData(70)]
    [InlineData(1_100)]
    public void More_maximal_batches_than_fit_a_message_or_a_batch_are_all_found_and_do_not_set_nodes_apart(int heads)
    {
        using var mesh = new SimulatedMesh(seed: 91, nodes: 3);
        mesh.Run(20_000);
        var (author, holder, late) = (mesh.Nodes[0], mesh.Nodes[1], mesh.Nodes[2]);
        late.Crash();
        mesh.Run(1_000);
        for (var i = 0; i < heads; i++)
        {
            // A writer of its own for each: none has seen another.
            var dot = new Dot(new Writer(author.Id, new Incarnation((UInt128)i + 1)), 1);
            var batch = new Batch(
                author.Mesh.Mesh, ListName.Default, dot, null, [], [.. author.Lists[ListName.Mesh].Version.Heads],
                new HybridTimestamp((ulong)mesh.WallStart << 16), [new Transaction("test", "", [Put($"user:{i}")])]);
            holder.Receive(LinkBetween(holder, author), Frame(SignedBatch.Sign(batch, new SimulatedKey(0))));
        }

        Assert.Equal(heads, holder.Lists[ListName.Default].Counts.Entries);
        mesh.RunUntil(mesh.InStep, 60_000);
        late.Start();
        mesh.RunUntil(mesh.InStep, 60_000);

        holder.Write(Put("user:after"));
        mesh.RunUntil(() => mesh.InStep() && late.Lists[ListName.Default].Counts.Entries == heads + 1, 60_000);
        Assert.Equal(Math.Max(1, heads + 1 - BatchCodec.MaxDependencies), late.Lists[ListName.Default].Version.Heads.Length);
    }

    [Fact]
    public void An_acknowledgement_of_batch_zero_is_passed_over()
    {
        using var mesh = new SimulatedMesh(seed: 92, nodes: 2);
        mesh.Run(20_000);
        var node = mesh.Nodes[1]; // which sent no batches, so that it may expect to have none acknowledged
        var ack = new Wire.Ack { Applied = { new Wire.Tip { List = "default", NodeId = ByteString.CopyFrom(node.Id.Value.ToArray()), Incarnation = ByteString.CopyFrom(new byte[16]), Seq = 0 } } };
        node.Receive(node.Links.Keys.Single(), new Wire.LinkMessage { Ack = ack }.ToByteArray());
        node.Write(Put("user:after"));
        mesh.RunUntil(() => mesh.InStep() && mesh.Nodes[0].Lists[ListName.Default].Counts.Entries == 1, 5_000);
        Assert.DoesNotContain(node.Reports, r => r.Code == "link_rejected");
    }

    [Fact]
    public void A_node_that_took_a_write_in_the_same_round_does_not_leave_its_mesh_for_another()
    {
        using var mesh = new SimulatedMesh(seed: 93, nodes: 1);
        var node = mesh.Nodes[0];
        node.Hold = true;
        var adoption = node.Request(r => new AdoptionRequested(r, new MeshId(new SimulatedKeyId(5).Hash), new SimulatedKeyId(5).Node, "https://elsewhere:7443"));
        node.HandleTogether(r => new WriteRequested(r, new WriteRequest(ListName.Default, new Transaction("test", "", [Put("user:alice")]))));

        Assert.Equal("already_in_mesh", Assert.IsType<MeshOutcome>(node.Answers[adoption]).Error);
        Assert.IsType<WriteAccepted>(node.Answers[adoption + 1]);
        Assert.Equal(1, node.Lists[ListName.Default].Counts.Entries);
    }

    private readonly record struct SimulatedKeyId(int Number)
    {
        public NodeId Node => NodeId.OfPublicKey(new SimulatedKey(Number).PublicKey.Span);

        public Hash256 Hash => Node.Value;
    }

    private static Change Put(string subject) => Change.Put(new EntryKey(Effect.Allow, subject, "read", "doc:*"));

    private static LinkId LinkBetween(SimulatedNode node, SimulatedNode peer) => node.Links.Single(l => l.Value.Other.Process == peer).Key;

    private static byte[] Frame(SignedBatch signed)
    {
        var message = new Wire.Batches { List = signed.Batch.List.Value };
        message.Batches_.Add(new Core.Journal.Wire.SignedBatch { Body = ByteString.CopyFrom(signed.Body.Span), Signature = ByteString.CopyFrom(signed.Signature.Span) });
        return new Wire.LinkMessage { Batches = message }.ToByteArray();
    }
}
