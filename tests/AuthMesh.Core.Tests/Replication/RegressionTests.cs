using AuthMesh.Core.Access;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Core.Roster;
using AuthMesh.Simulation;
using Google.Protobuf;
using Wire = AuthMesh.Core.Replication.Wire;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>One test for each bug that was found by reading or trying, named for it.</summary>
public sealed class RegressionTests
{
    private static readonly EntryKey _entry = new(Effect.Allow, "user:alice", "read", "doc:*");

    [Fact]
    public void A_write_that_was_checked_before_a_peers_change_of_the_same_record_came_in_the_same_round_does_not_replace_it()
    {
        using var mesh = new SimulatedMesh(seed: 50, nodes: 2);
        mesh.Run(20_000);
        mesh.Nodes[0].Write(Change.Put(_entry));
        mesh.RunUntil(mesh.InStep, 5_000);
        mesh.Nodes[1].Write(Change.Put(_entry with { Subject = "user:bob" })); // settles its incarnation
        mesh.RunUntil(mesh.InStep, 5_000);

        // Node 0's batch with the removal is held back on its way, then handled in one round after a local write that was checked without it.
        mesh.Nodes[1].Hold = true;
        mesh.Nodes[0].Write(Change.Remove(_entry));
        mesh.Run(1_000);
        mesh.Nodes[1].HandleTogether(r => new WriteRequested(r, new WriteRequest(
            ListName.Default, new Transaction("test", "", [Change.Put(_entry, new Details(new Window(0, long.MaxValue)))]))));
        mesh.RunUntil(mesh.InStep, 10_000);

        Assert.All(mesh.Nodes, n => Assert.Equal(1, n.Lists[ListName.Default].Counts.Conflicts));
        Assert.All(mesh.Nodes, n => Assert.False(n.Lists[ListName.Default].Index.IsAllowed(new("user:alice", "read", "doc:x"), mesh.WallStart + mesh.Now)));
    }

    [Fact]
    public void A_clock_that_jumps_at_a_node_that_never_wrote_harms_nothing()
    {
        using var mesh = new SimulatedMesh(seed: 51, nodes: 2);
        mesh.Run(20_000);
        mesh.Nodes[1].Jump();
        mesh.Nodes[1].Write(Change.Put(_entry));
        mesh.RunUntil(() => mesh.InStep() && mesh.Nodes[0].Lists[ListName.Default].Counts.Entries == 1, 10_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whoever_was_admitted_or_held_may_ask_again_when_the_answer_was_lost_and_the_invitation_is_spent(bool needsApproval)
    {
        using var mesh = new SimulatedMesh(seed: 52, nodes: 1);
        var founder = mesh.Nodes[0];
        var invited = founder.Request(r => new InviteRequested(r, new InviteRequest(TimeSpan.FromHours(1), 1, needsApproval, Steward: false, "test")));
        Assert.True(Invitation.TryParse(((InviteOutcome)founder.Answers[invited]).Join, out var invitation, out _));
        var claim = new JoinClaim(invitation.Id, invitation.Secret, new SimulatedKey(77).PublicKey, "late", "https://late:7443");
        var status = needsApproval ? JoinStatus.Pending : JoinStatus.Admitted;

        Assert.Equal(status, Ask(claim).Status);
        Assert.Equal(status, Ask(claim).Status);
        Assert.Equal(JoinStatus.Refused, Ask(claim with { PublicKey = new SimulatedKey(78).PublicKey }).Status);
        if (needsApproval)
        {
            founder.Request(r => new ApprovalRequested(r, Identity.NodeId.OfPublicKey(claim.PublicKey.Span), "test"));
            Assert.Equal(JoinStatus.Admitted, Ask(claim).Status);
        }

        JoinAnswer Ask(JoinClaim what) => (JoinAnswer)founder.Answers[founder.Request(r => new AdmissionRequested(r, what))];
    }

    [Fact]
    public void A_wrong_secret_an_expired_invitation_and_a_node_that_is_no_steward_let_nobody_in()
    {
        using var mesh = new SimulatedMesh(seed: 53, nodes: 2);
        var founder = mesh.Nodes[0];
        var invited = founder.Request(r => new InviteRequested(r, new InviteRequest(TimeSpan.FromSeconds(60), 5, false, Steward: false, "test")));
        Assert.True(Invitation.TryParse(((InviteOutcome)founder.Answers[invited]).Join, out var invitation, out _));
        var claim = new JoinClaim(invitation.Id, invitation.Secret, new SimulatedKey(77).PublicKey, "late", "https://late:7443");

        Assert.Equal(JoinStatus.Refused, Ask(founder, claim with { Secret = new byte[20] }));
        Assert.Equal(JoinStatus.Refused, Ask(mesh.Nodes[1], claim));
        mesh.Run(61_000);
        Assert.Equal(JoinStatus.Refused, Ask(founder, claim));
        Assert.Equal(2, founder.Mesh.Nodes.Length);

        static JoinStatus Ask(SimulatedNode node, JoinClaim what) => ((JoinAnswer)node.Answers[node.Request(r => new AdmissionRequested(r, what))]).Status;
    }

    [Fact]
    public void A_replica_that_waits_for_a_pull_asks_for_no_round_in_the_past()
    {
        using var mesh = new SimulatedMesh(seed: 54, nodes: 4);
        mesh.Run(5_000);
        mesh.Nodes[3].Crash();
        for (var i = 0; i < 50; i++)
        {
            mesh.Nodes[i % 3].Write(Change.Put(_entry with { Subject = $"user:{i}" }));
        }

        mesh.Run(5_000);
        mesh.Nodes[3].Start();
        var rounds = mesh.Nodes[3].Rounds;
        mesh.RunUntil(mesh.InStep, 30_000);
        Assert.InRange(mesh.Nodes[3].Rounds - rounds, 1, 400);
    }

    [Fact]
    public void A_batch_whose_signature_a_liar_damaged_and_a_later_one_proves_is_served_with_its_proof()
    {
        var options = new ReplicaOptions { ChunkBytes = 1 }; // a batch a message
        using var mesh = new SimulatedMesh(seed: 55, nodes: 4, options);
        mesh.Run(20_000);
        var (author, honest, liar, late) = (mesh.Nodes[0], mesh.Nodes[1], mesh.Nodes[2], mesh.Nodes[3]);
        author.Write(Change.Put(_entry)); // settles its incarnation
        mesh.RunUntil(mesh.InStep, 5_000);
        late.Crash();
        mesh.Cut([author], [honest, liar]);
        mesh.Run(1_000);
        author.Write(Change.Put(_entry with { Subject = "user:bob" }));
        author.Write(Change.Put(_entry with { Subject = "user:carol" }));
        using var journal = author.Backup();
        var frame = new Wire.Batches { List = ListName.Default.Value };
        frame.Batches_.AddRange(journal.ReadJournal(ListName.Default, afterPosition: 1, maxBatches: 9, maxBytes: 1 << 20).Select((batch, at) => new AuthMesh.Core.Journal.Wire.SignedBatch
        {
            Body = ByteString.CopyFrom(batch.Body.Span),
            Signature = ByteString.CopyFrom(at == 0 ? new byte[SignedBatch.SignatureSize] : batch.Signature.Span),
        }));
        author.Crash();
        var link = honest.Links.Values.First(l => l.Other.Process == liar);
        honest.Receive(link.Id, new Wire.LinkMessage { Batches = frame }.ToByteArray());
        late.Start();
        mesh.RunUntil(mesh.InStep, 60_000);

        Assert.Equal(3, late.Lists[ListName.Default].Counts.Entries);
        Assert.All([late, liar], n => Assert.DoesNotContain(n.Reports, r => r.Code == "batch_refused"));
    }

    [Fact]
    public void Two_sites_that_declare_the_last_allowed_list_at_once_both_have_both_and_one_more_is_refused()
    {
        using var mesh = new SimulatedMesh(seed: 56, nodes: 2, new ReplicaOptions { Lists = 2 });
        mesh.Run(20_000);
        mesh.Cut([mesh.Nodes[0]], [mesh.Nodes[1]]);
        Declare(mesh.Nodes[0], "paris");
        Declare(mesh.Nodes[1], "lyon");
        mesh.Run(5_000);
        mesh.Cut([mesh.Nodes[0]], [mesh.Nodes[1]], cut: false);
        mesh.RunUntil(() => mesh.Nodes.All(n => n.Lists.Count == 4), 60_000); // the roster among them

        var request = Declare(mesh.Nodes[0], "lille");
        mesh.Run(1_000);
        Assert.Equal("list", Assert.IsType<WriteRejected>(mesh.Nodes[0].Answers[request]).Field);
        Assert.All(mesh.Nodes, n => Assert.DoesNotContain(ListName.Parse("lille"), n.Lists.Keys));
    }

    private static long Declare(SimulatedNode node, string list) =>
        node.Request(r => new WriteRequested(r, new WriteRequest(ListName.Mesh, new Transaction("test", "", [RosterValues.Put(ListName.Parse(list))]), Resolve: true)));
}
