using System.Net;
using AuthMesh.Client;
using AuthMesh.Node.Tests.Harness;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Tests.Rest;

public class ListTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private TestNode Node => fixture.Node;

    [Fact]
    public async Task A_declared_list_is_there_and_declaring_it_again_changes_nothing()
    {
        var list = await Node.NewListAsync();

        var again = await Node.Client().DeclareListAsync(list);

        Assert.True(again.Ready);
        Assert.Equal(64, again.StateHash.Length);
        Assert.Contains(list, (await Node.Client().GetListsAsync()).Select(status => status.List));
        Assert.DoesNotContain("mesh", (await Node.Client().GetListsAsync()).Select(status => status.List));
    }

    [Theory]
    [InlineData("mesh")]
    [InlineData("Capital")]
    [InlineData("-dash")]
    public async Task A_name_that_no_list_may_have_is_refused(string name)
    {
        var refused = await Assert.ThrowsAsync<AuthMeshException>(() => Node.Client().DeclareListAsync(name));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task A_list_is_declared_by_its_name_alone()
    {
        using var http = Node.Http(TokenScope.Admin);

        var named = await http.AskAsync(HttpMethod.Put, "/api/v1/lists/declared", "{}");
        var furnished = await http.AskAsync(HttpMethod.Put, "/api/v1/lists/declared-too", """{"owner":"me"}""");

        Assert.True(named.Response.IsSuccessStatusCode);
        Assert.Equal((HttpStatusCode.BadRequest, "owner"), (furnished.Status, Assert.Single(furnished.Fields)));
        Assert.DoesNotContain(await Node.Client().GetListsAsync(), list => list.List == "declared-too");
    }

    [Fact]
    public async Task Pages_follow_on_from_each_other_until_the_end()
    {
        var list = await Node.NewListAsync();
        await Node.Client().WriteAsync(list, new TransactionRequest(
            [.. Enumerable.Range(0, 25).Select(i => new PutEntry(Effect.Allow, $"user:{i:00}", "read", "doc:a"))]));
        using var http = Node.Http(TokenScope.Read);
        var subjects = new List<string>();
        string? cursor = null;
        var pages = 0;
        do
        {
            var page = (await http.GetAnswerAsync($"/api/v1/lists/{list}/entries?limit=10{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}")).Json;
            subjects.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("subject").GetString()!));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
            pages++;
        }
        while (cursor is not null);

        Assert.Equal(3, pages);
        Assert.Equal(25, subjects.Distinct().Count());
        Assert.Equal(25, subjects.Count);
    }

    [Fact]
    public async Task Filters_select_exactly()
    {
        var list = await Node.NewListAsync();
        var client = Node.Client();
        await client.WriteAsync(list, new TransactionRequest(
        [
            new PutEntry(Effect.Allow, "user:alice", "read", "doc:a"),
            new PutEntry(Effect.Deny, "user:alice", "read", "doc:a"),
            new PutEntry(Effect.Allow, "user:al", "write", "doc:b"),
            new PutMembership("user:alice", "group:ops"),
            new PutMembership("user:bob", "group:ops"),
            new SetAttribute("user:alice", "role", System.Text.Json.JsonElement.Parse("\"admin\"")),
        ]));

        Assert.Equal(2, await client.EntriesAsync(list, new EntryFilter(Subject: "user:alice")).CountAsync());
        Assert.Equal(1, await client.EntriesAsync(list, new EntryFilter(Subject: "user:alice", Effect: Effect.Deny)).CountAsync());
        Assert.Equal(1, await client.EntriesAsync(list, new EntryFilter(Action: "write")).CountAsync());
        Assert.Equal(1, await client.EntriesAsync(list, new EntryFilter(Resource: "doc:b")).CountAsync());
        Assert.Equal(3, await client.EntriesAsync(list, new EntryFilter(Query: "user:al")).CountAsync());
        Assert.Equal(2, await client.MembershipsAsync(list, parent: "group:ops").CountAsync());
        Assert.Equal(1, await client.MembershipsAsync(list, child: "user:bob").CountAsync());
        Assert.Equal(1, await client.AttributesAsync(list, entity: "user:alice", name: "role").CountAsync());
        Assert.Equal(0, await client.ConflictsAsync(list).CountAsync());
    }

    [Theory]
    [InlineData("subjekt=user:a", "subjekt")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("effect=maybe", "effect")]
    [InlineData("cursor=nonsense", "cursor")]
    [InlineData("subject=a&subject=b", "subject")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        using var http = Node.Http(TokenScope.Read);

        var answer = await http.GetAnswerAsync($"/api/v1/lists/default/entries?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([field], answer.Fields);
    }
}
