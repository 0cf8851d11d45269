using System.Security.Cryptography;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Core.Roster;
using AuthMesh.Simulation;
using Google.Protobuf;
using Wire = AuthMesh.Core.Replication.Wire;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>A lying peer: whatever it sends, nothing changes, the log says why, and the node goes on.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly SimulatedMesh _mesh = new(seed: 60, nodes: 2);
    private readonly SimulatedKey _liarsKey = new(0);

    public RefusalTests()
    {
        _mesh.Run(20_000);
        Liar.Write(Put("user:alice"));
        _mesh.RunUntil(_mesh.InStep, 5_000);
    }

    private SimulatedNode Liar => _mesh.Nodes[0];

    private SimulatedNode Victim => _mesh.Nodes[1];

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public void A_batch_with_a_wrong_signature_is_refused()
    {
        var signed = SignedBatch.Sign(Next(), new SimulatedKey(9));
        AssertRefused(signed, "signature");
    }

    [Fact]
    public void A_batch_altered_after_signing_is_refused()
    {
        var signed = SignedBatch.Sign(Next(), _liarsKey);
        var body = BatchCodec.Encode(Next() with { Transactions = [new Transaction("test", "", [Put("user:mallory", "write")])] });
        AssertRefused(signed with { Body = body }, "signature");
    }

    [Fact]
    public void A_batch_with_a_wrong_previous_hash_is_refused()
    {
        // The previous hash names a batch that is here, but is not the writer's last.
        var founding = new Hash256(Liar.Mesh.Mesh!.Value.Value.ToArray());
        var batch = Next() with { List = ListName.Mesh, MeshDependencies = [], Dot = Next().Dot with { Seq = 99 }, Previous = founding };
        AssertRefused(SignedBatch.Sign(batch, _liarsKey), "previous hash");
    }

    [Fact]
    public void A_batch_of_another_mesh_is_refused() =>
        AssertRefused(SignedBatch.Sign(Next() with { Mesh = new MeshId(new Hash256(new byte[32])) }, _liarsKey), "mesh");

    [Fact]
    public void A_second_founding_batch_is_refused() =>
        AssertRefused(SignedBatch.Sign(Next() with { Mesh = null, List = ListName.Mesh, MeshDependencies = [] }, _liarsKey), "founds another mesh");

    [Fact]
    public void A_batch_of_an_unknown_writer_is_refused()
    {
        var stranger = new SimulatedKey(9);
        var writer = new Writer(NodeId.OfPublicKey(stranger.PublicKey.Span), new Incarnation(1));
        var batch = Next() with { Dot = new Dot(writer, 1), Previous = null };
        AssertRefused(SignedBatch.Sign(batch, stranger), "not admitted");
    }

    [Fact]
    public void An_admission_by_a_node_that_is_no_steward_is_refused()
    {
        var member = new SimulatedKey(1);
        var admission = RosterValues.Put(new Admission(new SimulatedKey(9).PublicKey, "mallory", "https://mallory:1", Steward: true));
        var batch = Next() with
        {
            List = ListName.Mesh,
            Dot = new Dot(new Writer(Victim.Id, new Incarnation(7)), 1),
            Previous = null,
            Dependencies = [.. Liar.Lists[ListName.Mesh].Version.Heads],
            MeshDependencies = [],
            Transactions = [new Transaction("test", "", [admission])],
        };
        Send(Liar, Victim, SignedBatch.Sign(batch, member));
        Assert.Contains(Liar.Reports, r => r.Code == "batch_refused" && r.Text.Contains("no steward", StringComparison.Ordinal));
        Assert.Equal(2, Liar.Mesh.Nodes.Length);
    }

    [Fact]
    public void Two_signed_batches_at_one_dot_are_reported_as_a_fork_and_the_second_changes_nothing()
    {
        var before = Victim.Lists[ListName.Default];
        var first = Next();
        Send(Victim, Liar, SignedBatch.Sign(first, _liarsKey));
        Send(Victim, Liar, SignedBatch.Sign(first with { Transactions = [new Transaction("test", "", [Put("user:mallory")])] }, _liarsKey));
        Assert.Contains(Victim.Reports, r => r.Code == "fork" && r.Level == ReportLevel.Alarm);
        Assert.Equal(before.Counts.Entries + 1, Victim.Lists[ListName.Default].Counts.Entries);
        Assert.False(Victim.Lists[ListName.Default].Index.IsAllowed(new("user:mallory", "read", "doc:x"), _mesh.WallStart));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("ffffffffffffffff")]
    [InlineData("0a0b0c")]
    public void A_frame_of_garbage_ends_the_link_or_is_passed_over_and_the_node_goes_on(string hex)
    {
        Victim.Receive(Link(Victim), Convert.FromHexString(hex));
        _mesh.RunUntil(_mesh.InStep, 60_000);
        Victim.Write(Put("user:after"));
        _mesh.RunUntil(() => _mesh.InStep() && Liar.Lists[ListName.Default].Counts.Entries == 2, 60_000);
    }

    [Fact]
    public void Random_frames_and_damaged_real_ones_never_harm_the_node()
    {
        var random = new Random(61);
        var real = Frame(SignedBatch.Sign(Next(), new SimulatedKey(9)));
        for (var i = 0; i < 3_000; i++)
        {
            var frame = i % 2 == 0 ? new byte[random.Next(200)] : [.. real];
            if (i % 2 == 0)
            {
                random.NextBytes(frame);
            }

            for (var hits = random.Next(4); hits > 0 && frame.Length > 0; hits--)
            {
                frame[random.Next(frame.Length)] = (byte)random.Next(256);
            }

            if (Victim.Links.Count == 0)
            {
                _mesh.Run(40_000);
            }

            Victim.Receive(Link(Victim), frame);
        }

        _mesh.RunUntil(_mesh.InStep, 120_000);
        Assert.Equal(1, Victim.Lists[ListName.Default].Counts.Entries);
    }

    [Fact]
    public void Of_batches_of_made_up_lists_nothing_is_remembered()
    {
        _mesh.Network.Swallows = end => end.Other.Process == Liar; // a liar does not mind what it is answered
        for (var i = 0; i < 600; i++)
        {
            Send(Victim, Liar, SignedBatch.Sign(MadeUp(i), _liarsKey));
        }

        _mesh.Run(500); // till the next look at it is published
        Assert.InRange(Victim.Mesh.Waiting.PenBatches, 500, 600); // for their causes may come
        Assert.Equal(Victim.Lists.Count, Victim.Mesh.Kept.PeerLists);
    }

    /// <summary>Names a list that nobody declared, and a cause that nobody has: it could still be that both come.</summary>
    private Batch MadeUp(int number) => Next() with
    {
        List = ListName.Parse($"made-up-{number}"),
        Dot = new Dot(new Writer(Liar.Id, new Incarnation((UInt128)(number + 1000))), 1),
        Previous = null,
        MeshDependencies = [IdOf(number)],
    };

    [Fact]
    public void Who_announces_more_than_a_link_remembers_loses_the_link()
    {
        var announced = 0;
        while (Victim.Links.Count > 0 && announced <= 70_000)
        {
            var digest = new Wire.Digest();
            for (var list = 0; list < 500; list++)
            {
                digest.Lists.Add(new Wire.Frontier { List = $"made-up-{list}", Heads = { Enumerable.Range(announced, 16).Select(id => ByteString.CopyFrom(IdOf(id).ToArray())) } });
                announced += 16;
            }

            Victim.Receive(Link(Victim), new Wire.LinkMessage { Digest = digest }.ToByteArray());
        }

        Assert.InRange(announced, 65_537, 65_536 + 8_000);
        Assert.Contains(Victim.Reports, r => r.Code == "link_rejected" && r.Text.Contains("65536", StringComparison.Ordinal));
    }

    private static Hash256 IdOf(int number) => new(SHA256.HashData(BitConverter.GetBytes(number)));

    private static Change Put(string subject, string action = "read") => Change.Put(new EntryKey(Effect.Allow, subject, action, "doc:*"));

    /// <summary>The liar's next batch, well formed.</summary>
    private Batch Next()
    {
        var tip = Liar.Lists[ListName.Default].Vector.Single(t => t.Writer.Node == Liar.Id);
        return new Batch(
            Liar.Mesh.Mesh,
            ListName.Default,
            new Dot(tip.Writer, tip.Seq + 1),
            tip.Batch,
            [],
            [.. Liar.Lists[ListName.Mesh].Version.Heads],
            new HybridTimestamp((ulong)_mesh.WallStart << 16),
            [new Transaction("test", "", [Put("user:next")])]);
    }

    private void AssertRefused(SignedBatch signed, string because)
    {
        var before = Victim.Lists[ListName.Default];
        Send(Victim, Liar, signed);
        Assert.Contains(Victim.Reports, r => r.Code == "batch_refused" && r.Text.Contains(because, StringComparison.Ordinal));
        Assert.Equal(before.StateHash, Victim.Lists[ListName.Default].StateHash);

        Liar.Write(Put("user:after"));
        _mesh.RunUntil(() => _mesh.InStep() && Victim.Lists[ListName.Default].Counts.Entries == 2, 60_000);
    }

    private static LinkId Link(SimulatedNode node) => node.Links.Keys.First();

    private static void Send(SimulatedNode to, SimulatedNode from, SignedBatch signed)
    {
        Assert.NotEqual(to.Id, from.Id);
        to.Receive(Link(to), Frame(signed));
    }

    private static byte[] Frame(SignedBatch signed)
    {
        var message = new Wire.Batches { List = signed.Batch.List.Value };
        message.Batches_.Add(new Core.Journal.Wire.SignedBatch { Body = ByteString.CopyFrom(signed.Body.Span), Signature = ByteString.CopyFrom(signed.Signature.Span) });
        return new Wire.LinkMessage { Batches = message }.ToByteArray();
    }
}
