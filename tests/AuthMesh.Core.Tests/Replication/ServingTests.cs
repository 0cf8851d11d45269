using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation;
using Google.Protobuf;
using Kind = AuthMesh.Core.Replication.Wire.LinkMessage.KindOneofCase;
using Wire = AuthMesh.Core.Replication.Wire;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>What is left out of a pull that is being served.</summary>
public sealed class ServingTests
{
    private static readonly Writer _writer = new(NodeId.OfPublicKey([1]), new Incarnation(1));

    [Fact]
    public void What_came_to_the_asker_since_it_asked_came_meanwhile_and_what_it_was_thought_to_have_before_did_not()
    {
        var serving = new Serving(1, new() { [_writer] = (0, 10) }, 0, knownAtFirst: UpTo(3));

        Assert.False(serving.CameMeanwhile(new Dot(_writer, 3), UpTo(5))); // it asks for it, so it does not have it
        Assert.True(serving.CameMeanwhile(new Dot(_writer, 4), UpTo(5)));
        Assert.True(serving.CameMeanwhile(new Dot(_writer, 5), UpTo(5)));
        Assert.False(serving.CameMeanwhile(new Dot(_writer, 6), UpTo(5)));
    }

    [Fact]
    public void Pages_leave_out_what_the_asker_says_meanwhile_that_it_has_and_the_pull_ends_all_the_same()
    {
        const int batches = 200, came = 150, page = 3;
        using var mesh = new SimulatedMesh(seed: 84, nodes: 2, new ReplicaOptions { ChunkBytes = 600, WindowBytes = 1_200 });
        mesh.Run(20_000);
        var (giver, asker) = (mesh.Nodes[0], mesh.Nodes[1]);
        asker.Crash();
        var heads = new List<Hash256>();
        for (var i = 0; i < batches; i++)
        {
            var write = giver.Write(Change.Put(new EntryKey(Effect.Allow, $"user:{i}", "read", "doc:*")));
            mesh.Run(10);
            heads.Add(Assert.IsType<WriteAccepted>(giver.Answers[write]).Version.Heads.Single());
        }

        mesh.Traffic = new Traffic();
        asker.Start();
        mesh.RunUntil(() => mesh.Traffic.Payloads > 10, 60_000);
        var before = mesh.Traffic.Payloads;
        Assert.InRange(before, 11, came - 1);

        giver.Receive(giver.Links.Keys.Single(), Announcement(heads[came - 1], came));
        mesh.RunUntil(() => mesh.Traffic.Messages.GetValueOrDefault(Kind.PullEnd) > 0, 60_000);

        // What was sent before, a page that was ready, and what is beyond.
        Assert.InRange(mesh.Traffic.Payloads, batches - came, before + page + batches - came);
        mesh.RunUntil(mesh.InStep, 120_000); // it had said what is not so
    }

    private static byte[] Announcement(Hash256 head, int batches) => new Wire.LinkMessage
    {
        Digest = new Wire.Digest
        {
            Lists = { new Wire.Frontier { List = ListName.Default.Value, Batches = (ulong)batches, Ready = true, Heads = { ByteString.CopyFrom(head.ToArray()) } } },
        },
    }.ToByteArray();

    private static VersionVector UpTo(long seq) => VersionVector.Empty.With(new Dot(_writer, seq));
}
