using System.Net;
using AuthMesh.Client;
using AuthMesh.Node.Tests.Harness;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Tests.Rest;

public class MeshTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private TestNode Node => fixture.Node;

    [Fact]
    public async Task A_node_tells_of_itself()
    {
        var node = await Node.Client().GetNodeAsync();

        Assert.Equal("test", node.Name);
        Assert.True(Core.Identity.NodeId.TryParse(node.NodeId, out _));
        Assert.Equal(64, node.MeshId?.Length);
        Assert.Matches(@"^\d+\.\d+\.\d+", node.Version);
        var listed = Assert.Single(await Node.Client().GetNodesAsync());
        Assert.Equal((node.NodeId, NodeState.Member, NodeRole.Steward, NodeLink.Self), (listed.NodeId, listed.State, listed.Role, listed.Link));
    }

    [Fact]
    public async Task Two_nodes_become_one_mesh_and_a_write_waits_for_both()
    {
        await using var first = await TestNode.StartAsync(("AuthMesh:Api:ReceiptWait", "00:00:00.300"));
        var second = await TestNode.StartAsync(("AuthMesh:Node:Name", "second"));
        var invitation = await first.Client().InviteAsync(new InviteRequest());
        var entry = new PutEntry(Effect.Allow, "user:alice", "read", "doc:a");

        var joined = await second.Client().JoinAsync(invitation.Join);

        Assert.Equal(JoinState.Joined, joined.State);
        await second.WhenAsync(list => list is { Ready: true });
        var both = await WriteUntilAsync(first, all => all.Waiting!.Count == 0);
        Assert.Equal(2, both.Applied!.Count);
        await second.WhenAsync(list => list?.Counts.Entries > 0);
        Assert.True(await second.Client().IsAllowedAsync(new(new("user", "alice"), new("read"), new("doc", "a"))));

        // What is shown follows within a moment.
        await first.WhenMeshAsync(mesh => mesh.Nodes.Any(node => node.Traffic?.Lists.Any(list => list.List.Value == "default" && list.Pushed >= 1) ?? false));
        await second.WhenMeshAsync(mesh => mesh.Nodes.Any(node => node.Traffic?.Lists.Any(list => list.List.Value == "default" && list.Received >= 1) ?? false));
        var traffic = (await first.Client().GetNodesAsync()).Single(node => node.Name == "second").Traffic!;
        Assert.InRange(traffic.Lists.Single(list => list.List == "default").Pushed, 1, traffic.BatchesSent);
        Assert.InRange(traffic.Links, 1, 10);

        await second.DisposeAsync();
        using var http = first.Http(TokenScope.Write);
        var late = await http.PostAnswerAsync("/api/v1/lists/default/transactions", """{"changes":[{"op":"putMembership","child":"user:a","parent":"group:b"}],"waitFor":"all"}""");
        Assert.Equal(HttpStatusCode.Accepted, late.Status);
        Assert.Equal(1, late.Json.GetProperty("waiting").GetArrayLength());
        await first.WhenMeshAsync(mesh => mesh.Nodes.Any(node => node is { Link: Core.Access.LinkState.Down, MissingThere: 1 }));

        // The first tries may come before the link is up.
        async Task<TransactionResult> WriteUntilAsync(TestNode node, Func<TransactionResult, bool> enough)
        {
            for (var i = 0; ; i++)
            {
                var result = await node.Client().WriteAsync("default", new TransactionRequest([entry with { Note = $"try {i}" }], WaitFor: WaitFor.All));
                if (enough(result) || i == 50)
                {
                    return result;
                }
            }
        }
    }

    [Fact]
    public async Task A_newcomer_that_needs_approval_waits_for_it()
    {
        await using var first = await TestNode.StartAsync();
        await using var second = await TestNode.StartAsync(("AuthMesh:Node:Name", "second"));
        var invitation = await first.Client().InviteAsync(new InviteRequest(Approve: true));

        var joined = await second.Client().JoinAsync(invitation.Join);

        Assert.Equal(JoinState.Pending, joined.State);
        var pending = Assert.Single(await first.Client().GetNodesAsync(), node => node.State == NodeState.Pending);
        Assert.Equal("second", pending.Name);
        await first.Client().ApproveAsync(pending.NodeId);
        await first.WhenMeshAsync(mesh => mesh.Pending.IsEmpty && mesh.Nodes.Length == 2);
        Assert.All(await first.Client().GetNodesAsync(), node => Assert.Equal(NodeState.Member, node.State));
    }

    [Theory]
    [InlineData("""{"ttlSeconds":5}""", "ttlSeconds")]
    [InlineData("""{"uses":0}""", "uses")]
    [InlineData("""{"uses":"one"}""", "uses")]
    [InlineData("""{"approve":1}""", "approve")]
    [InlineData("""{"forever":true}""", "forever")]
    public async Task A_wrong_invitation_is_refused(string body, string field)
    {
        using var http = Node.Http(TokenScope.Admin);

        var answer = await http.PostAnswerAsync("/api/v1/invites", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([field], answer.Fields);
    }

    [Theory]
    [InlineData("""{"join":"nonsense"}""", "invalid_invitation")]
    [InlineData("""{}""", "invalid")]
    [InlineData("""{"join":"x","more":1}""", "invalid")]
    public async Task A_wrong_join_is_refused(string body, string code)
    {
        using var http = Node.Http(TokenScope.Admin);

        var answer = await http.PostAnswerAsync("/api/v1/join", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(code, answer.Code);
    }

    [Theory]
    [InlineData("nonsense", HttpStatusCode.BadRequest, "invalid")]
    [InlineData(null, HttpStatusCode.NotFound, "unknown_node")]
    public async Task Approving_nobody_is_refused(string? id, HttpStatusCode status, string code)
    {
        var stranger = new Core.Identity.NodeId(new Core.Identity.Hash256(new byte[32])).ToString();

        var refused = await Assert.ThrowsAsync<AuthMeshException>(() => Node.Client().ApproveAsync(id ?? stranger));

        Assert.Equal((status, code), (refused.Status, refused.Code));
    }
}
