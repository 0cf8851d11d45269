using System.Net;
using AuthMesh.Client;
using AuthMesh.Node.Tests.Harness;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Tests.Rest;

public class SearchTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private const string Subjects = """{"subject":{"type":"user"},"action":{"name":"read"},"resource":{"type":"doc","id":"a"}PAGE}""";

    private TestNode Node => fixture.Node;

    [Theory]
    [InlineData("subject", """{"subject":{"type":"user","id":"ignored"},"action":{"name":"read"},"resource":{"type":"doc","id":"a"}}""", """[{"type":"user","id":"alice"},{"type":"user","id":"bob"}]""")]
    [InlineData("resource", """{"subject":{"type":"user","id":"bob"},"action":{"name":"read"},"resource":{"type":"doc"}}""", """[{"type":"doc","id":"a"}]""")]
    [InlineData("action", """{"subject":{"type":"user","id":"alice"},"resource":{"type":"doc","id":"a"},"action":{"name":5}}""", """[{"name":"read"},{"name":"write"}]""")]
    [InlineData("subject", """{"subject":{"type":"robot"},"action":{"name":"read"},"resource":{"type":"doc","id":"a"}}""", "[]")]
    [InlineData("subject", """{"subject":{"type":"us:er"},"action":{"name":"read"},"resource":{"type":"doc","id":"a"}}""", "[]")]
    [InlineData("subject", """{"subject":{"type":"user"},"action":{"name":"read"},"resource":{"type":"doc","id":"unknown"}}""", "[]")]
    [InlineData("resource", """{"subject":{"type":"user","id":"unknown"},"action":{"name":"read"},"resource":{"type":"doc"}}""", "[]")]
    [InlineData("action", """{"subject":{"type":"user","id":"alice"},"resource":{"type":"doc","id":"e\u0301"}}""", "[]")]
    public async Task A_search_finds_who_is_known_and_allowed(string what, string body, string expected)
    {
        var list = await ListAsync();
        using var http = Node.Http(TokenScope.Check);

        var answer = await http.PostAnswerAsync($"/lists/{list}/access/v1/search/{what}", body);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal($$"""{"results":{{expected}}}""", answer.Text);
        Assert.True(answer.Response.Headers.Contains("AuthMesh-Version"));
    }

    [Fact]
    public async Task Pages_follow_each_other_across_changes_of_the_list()
    {
        var list = await ListAsync();
        using var http = Node.Http(TokenScope.Check);

        var first = await PageAsync(http, list, """,""" + "\"page\":{\"limit\":1}");
        await Node.Client().WriteAsync(list, new TransactionRequest([new PutEntry(Effect.Allow, "user:aaron", "read", "doc:a"), new PutEntry(Effect.Allow, "user:zoe", "read", "doc:a")]));
        var second = await PageAsync(http, list, $$""","page":{"limit":1,"token":"{{Next(first)}}"}""");
        var last = await PageAsync(http, list, $$""","page":{"limit":1,"token":"{{Next(second)}}"}""");

        Assert.StartsWith("{\"page\":", first.Text);
        Assert.Equal(["alice", "bob", "zoe"], new[] { first, second, last }.Select(page => page.Json.GetProperty("results")[0].GetProperty("id").GetString()));
        Assert.Equal("", Next(last));
    }

    [Fact]
    public async Task A_token_of_another_search_is_refused()
    {
        var (list, other) = (await ListAsync(), await ListAsync());
        using var http = Node.Http(TokenScope.Check);
        var token = Next(await PageAsync(http, list, ",\"page\":{\"limit\":1}"));

        Assert.Equal(["page.token"], (await PageAsync(http, other, $$""","page":{"token":"{{token}}"}""")).Fields);
        Assert.Equal(["page.token"], (await PageAsync(http, list, $$""","context":{"a":1},"page":{"token":"{{token}}"}""")).Fields);
        Assert.Equal(["page.token"], (await PageAsync(http, list, ",\"page\":{\"token\":\"\"}")).Fields);
        Assert.Equal(HttpStatusCode.OK, (await PageAsync(http, list, $$""","page":{"token":"{{token}}"}""")).Status);
    }

    [Theory]
    [InlineData("subject", """{"subject":{},"action":{},"resource":{"type":"doc"}}""", "subject.type", "action.name", "resource.id")]
    [InlineData("resource", """{"subject":{"type":"user"},"resource":{}}""", "subject.id", "action", "resource.type")]
    [InlineData("action", """{"subject":"alice","page":[]}""", "subject", "page", "resource")]
    public async Task What_a_search_lacks_is_named(string what, string body, params string[] fields)
    {
        using var http = Node.Http(TokenScope.Check);

        var answer = await http.PostAnswerAsync($"/access/v1/search/{what}", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(fields, answer.Fields);
    }

    [Fact]
    public async Task The_client_goes_through_all_pages()
    {
        var list = await ListAsync();
        var client = Node.Client(TokenScope.Check);

        var subjects = await client.SearchAsync(new SubjectSearch(new("user"), new("read"), new("doc", "a"), Page: new(Limit: 1)), list).Select(found => found.Id).ToListAsync();
        var actions = await client.SearchAsync(new ActionSearch(new("user", "alice"), new("doc", "a")), list).Select(found => found.Name).ToListAsync();

        Assert.Equal(["alice", "bob"], subjects);
        Assert.Equal(["read", "write"], actions);
    }

    [Fact]
    public async Task The_metadata_tells_the_configured_address_whatever_the_request_claims()
    {
        await using var node = await TestNode.StartAsync(("AuthMesh:Console:PublicUrl", "https://authz.example/pdp/"));
        using var http = node.Http(scope: null);
        http.DefaultRequestHeaders.Host = "evil.example";

        var point = (await http.GetAnswerAsync("/.well-known/authzen-configuration")).Json;
        var list = (await http.GetAnswerAsync("/.well-known/authzen-configuration/lists/warehouse")).Json;

        Assert.Equal("https://authz.example/pdp", point.GetProperty("policy_decision_point").GetString());
        Assert.Equal("https://authz.example/pdp/access/v1/search/action", point.GetProperty("search_action_endpoint").GetString());
        Assert.Equal("https://authz.example/pdp/lists/warehouse/access/v1/evaluation", list.GetProperty("access_evaluation_endpoint").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAnswerAsync("/.well-known/authzen-configuration/lists/mesh")).Status);
    }

    private static string Next(Answer page) => page.Json.GetProperty("page").GetProperty("next_token").GetString()!;

    private static Task<Answer> PageAsync(HttpClient http, string list, string page) =>
        http.PostAnswerAsync($"/lists/{list}/access/v1/search/subject", Subjects.Replace("PAGE", page, StringComparison.Ordinal));

    /// <summary>Alice and Bob may read doc:a, Alice may write it, and everybody may read everything of a name that nobody has heard of.</summary>
    private async Task<string> ListAsync()
    {
        var list = await Node.NewListAsync();
        await Node.Client().WriteAsync(list, new TransactionRequest(
        [
            new PutEntry(Effect.Allow, "user:alice", "read", "doc:a"),
            new PutEntry(Effect.Allow, "user:alice", "write", "doc:*"),
            new PutEntry(Effect.Allow, "user:bob", "read", "doc:*"),
            new PutEntry(Effect.Deny, "user:eve", "*", "*"),
            new PutMembership("doc:b", "folder:x"),
            new PutEntry(Effect.Deny, "*", "read", "folder:x"),
        ]));
        return list;
    }
}
