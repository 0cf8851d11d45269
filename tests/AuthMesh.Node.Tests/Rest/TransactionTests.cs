using System.Net;
using System.Text.Json;
using AuthMesh.Client;
using AuthMesh.Node.Tests.Harness;

namespace AuthMesh.Node.Tests.Rest;

public class TransactionTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private static readonly PutEntry _entry = new(Effect.Allow, "user:alice", "read", "doc:/a/*");

    private TestNode Node => fixture.Node;

    [Fact]
    public async Task Changes_of_every_kind_are_applied_together()
    {
        var list = await Node.NewListAsync();
        var client = Node.Client();

        var result = await client.WriteAsync(list, new TransactionRequest(
            [
                _entry with { NotBefore = DateTimeOffset.Parse("2020-01-01T00:00:00.123Z"), ExpiresAt = DateTimeOffset.Parse("2040-01-01T01:00:00+01:00"), Note = "for the audit" },
                new PutMembership("user:alice", "group:ops"),
                new SetAttribute("user:alice", "role", JsonElement.Parse("""{"b":1,"a":[true,null]}""")),
            ],
            Note: "first"));

        Assert.NotNull(result.Dot);
        var status = await client.GetStatusAsync(list);
        Assert.Equal((result.Version, 1L, 1L, 1L), (status.Version, status.Entries, status.Memberships, status.Attributes));
        var entry = await client.EntriesAsync(list).SingleAsync();
        Assert.Equal((RecordState.InForce, "for the audit", "token:admin"), (entry.State, entry.Note, entry.ChangedBy));
        Assert.Equal(DateTimeOffset.Parse("2020-01-01T00:00:00.123Z"), entry.NotBefore);
        Assert.Equal(DateTimeOffset.Parse("2040-01-01T00:00:00Z"), entry.ExpiresAt);
        var attribute = await client.AttributesAsync(list).SingleAsync();
        Assert.Equal("""{"a":[true,null],"b":1}""", attribute.Value!.Value.GetRawText());
        var node = await client.GetNodeAsync();
        Assert.Equal(node.NodeId, entry.ChangedAtNode);
    }

    [Fact]
    public async Task One_wrong_change_keeps_all_others_out()
    {
        var list = await Node.NewListAsync();

        var refused = await Assert.ThrowsAsync<AuthMeshException>(() => Node.Client().WriteAsync(list, new TransactionRequest([_entry, new PutMembership("nonsense", "group:ops")])));

        Assert.Equal("invalid", refused.Code);
        Assert.Equal("changes[1].child", Assert.Single(refused.Problem!.Errors!).Field);
        Assert.Equal(0, (await Node.Client().GetStatusAsync(list)).Entries);
    }

    [Fact]
    public async Task Removing_what_is_not_there_is_no_change()
    {
        var list = await Node.NewListAsync();

        var result = await Node.Client().WriteAsync(list, new TransactionRequest([new RemoveMembership("user:alice", "group:ops")]));

        Assert.Null(result.Dot);
    }

    [Fact]
    public async Task A_version_that_covers_what_is_touched_lets_a_write_pass_and_one_that_does_not_refuses_it()
    {
        var list = await Node.NewListAsync();
        var client = Node.Client();
        var first = await client.WriteAsync(list, new TransactionRequest([_entry]));
        await client.WriteAsync(list, new TransactionRequest([_entry with { Note = "changed" }], IfVersion: first.Version));

        var refused = await Assert.ThrowsAsync<AuthMeshException>(() => client.WriteAsync(list, new TransactionRequest([_entry with { Note = "lost update" }], IfVersion: first.Version)));

        Assert.Equal((HttpStatusCode.Conflict, "version_conflict"), (refused.Status, refused.Code));
        Assert.Equal("changed", (await client.EntriesAsync(list).SingleAsync()).Note);
    }

    [Fact]
    public async Task A_version_of_another_list_is_refused()
    {
        var (list, other) = (await Node.NewListAsync(), await Node.NewListAsync());
        var version = (await Node.Client().GetStatusAsync(other)).Version;

        var refused = await Assert.ThrowsAsync<AuthMeshException>(() => Node.Client().WriteAsync(list, new TransactionRequest([_entry], IfVersion: version)));

        Assert.Equal((HttpStatusCode.BadRequest, "version_of_another_list"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task A_version_that_the_node_does_not_have_is_refused()
    {
        var list = await Node.NewListAsync();
        var unknown = Core.Journal.VersionToken.Of(Core.Lists.ListName.Parse(list), [new Core.Identity.Hash256(new byte[32])]);

        var refused = await Assert.ThrowsAsync<AuthMeshException>(() => Node.Client().WriteAsync(list, new TransactionRequest([_entry], IfVersion: unknown.ToString())));

        Assert.Equal((HttpStatusCode.PreconditionFailed, "version_unknown"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task A_write_may_wait_for_its_receipts_and_they_can_be_asked_for_later()
    {
        var list = await Node.NewListAsync();
        var client = Node.Client();

        var result = await client.WriteAsync(list, new TransactionRequest([_entry], WaitFor: WaitFor.All));

        var self = (await client.GetNodeAsync()).NodeId;
        Assert.Equal([self], result.Applied!);
        Assert.Empty(result.Waiting!);
        var receipts = await client.GetReceiptsAsync(list, result.Dot!);
        Assert.Equal([self], receipts.Applied);
    }

    [Fact]
    public async Task A_write_that_changes_nothing_has_no_receipts_to_wait_for()
    {
        var list = await Node.NewListAsync();
        var first = await Node.Client().WriteAsync(list, new TransactionRequest([_entry]));

        var again = await Node.Client().WriteAsync(list, new TransactionRequest([_entry], WaitFor: WaitFor.All));

        Assert.Equal((first.Version, null), (again.Version, again.Dot));
    }

    [Theory]
    [InlineData("nonsense", HttpStatusCode.BadRequest, "invalid")]
    [InlineData(null, HttpStatusCode.NotFound, "unknown_dot")]
    public async Task Receipts_of_nothing_are_refused(string? dot, HttpStatusCode status, string code)
    {
        var self = (await Node.Client().GetNodeAsync()).NodeId;

        var refused = await Assert.ThrowsAsync<AuthMeshException>(() =>
            Node.Client().GetReceiptsAsync("default", dot ?? $"{self}.{new string('0', 32)}.7"));

        Assert.Equal((status, code), (refused.Status, refused.Code));
    }
}
