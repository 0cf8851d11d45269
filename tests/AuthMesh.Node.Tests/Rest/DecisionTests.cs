using System.Net;
using System.Text.Json;
using AuthMesh.Client;
using AuthMesh.Node.Tests.Harness;
using ListName = AuthMesh.Core.Lists.ListName;
using TokenScope = AuthMesh.Core.Access.TokenScope;
using VersionToken = AuthMesh.Core.Journal.VersionToken;

namespace AuthMesh.Node.Tests.Rest;

public class DecisionTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    public const string Question = """{"subject":{"type":"user","id":"alice"},"action":{"name":"read"},"resource":{"type":"doc","id":"a"}}""";

    private const string ManyQuestions =
        """{"subject":{"type":"user","id":"bob"},"resource":{"type":"doc","id":"a"},"evaluations":[{"action":{"name":"read"}},{"action":{"name":"write"}},{"action":{"name":"read"}}]SEMANTIC}""";

    private TestNode Node => fixture.Node;

    [Theory]
    [InlineData("user", "alice", "read", "doc", "a", true)]
    [InlineData("user", "alice", "write", "doc", "a", false)]
    [InlineData("user", "bob", "read", "doc", "a", true)]
    [InlineData("user", "al\\u0069ce", "read", "doc", "a", true)]
    [InlineData("user", "eve", "read", "doc", "a", false)]
    [InlineData("", "", "", "", "", false)]
    [InlineData("user:alice", "x", "read", "doc", "a", false)]
    [InlineData("user\\u003a", "x", "read", "doc", "a", false)]
    public async Task A_question_is_answered_from_the_list(string type, string id, string action, string resourceType, string resource, bool expected)
    {
        var list = await ListAsync();
        using var http = Node.Http(TokenScope.Check);
        var body = $$"""{"subject":{"type":"{{type}}","id":"{{id}}"},"action":{"name":"{{action}}"},"resource":{"type":"{{resourceType}}","id":"{{resource}}"},"context":{"ip":"1.2.3.4"},"more":1}""";

        var answer = await http.PostAnswerAsync($"/lists/{list}/access/v1/evaluation", body, "application/json; charset=utf-8");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/json", answer.Response.Content.Headers.ContentType?.ToString());
        Assert.Equal($$"""{"decision":{{(expected ? "true" : "false")}}}""", answer.Text);
    }

    [Fact]
    public async Task A_name_that_no_list_could_hold_is_denied()
    {
        var list = await ListAsync();
        await Node.Client().WriteAsync(list, new TransactionRequest([new PutEntry(Effect.Allow, "*", "*", "*")]));

        Assert.True(await Node.Client().IsAllowedAsync(new(new("user", "anyone"), new("read"), new("doc", "x")), list));
        Assert.False(await Node.Client().IsAllowedAsync(new(new("us:er", "anyone"), new("read"), new("doc", "x")), list));
        Assert.False(await Node.Client().IsAllowedAsync(new(new("user", new string('x', 2000)), new("read"), new("doc", "x")), list));
        Assert.False(await Node.Client().IsAllowedAsync(new(new("user", "anyone*"), new("read"), new("doc", "x")), list));
        Assert.True(await Node.Client().IsAllowedAsync(new(new("user", "ren\u00e9"), new("read"), new("doc", "x")), list));
        Assert.False(await Node.Client().IsAllowedAsync(new(new("user", "rene\u0301"), new("read"), new("doc", "x")), list));
    }

    [Theory]
    [InlineData("", "malformed_json")]
    [InlineData("{ broken", "malformed_json")]
    [InlineData("[]", "invalid")]
    [InlineData("""{"action":{"name":"read"},"resource":{"type":"doc","id":"a"}}""", "invalid")]
    [InlineData("""{"subject":"alice","action":{"name":"read"},"resource":{"type":"doc","id":"a"}}""", "invalid")]
    [InlineData("""{"subject":{"type":"user"},"action":{"name":"read"},"resource":{"type":"doc","id":"a"}}""", "invalid")]
    [InlineData("""{"subject":{"type":"user","id":5},"action":{"name":"read"},"resource":{"type":"doc","id":"a"}}""", "invalid")]
    [InlineData("""{"subject":{"type":"user","id":"a"},"action":{"name":123},"resource":{"type":"doc","id":"a"}}""", "invalid")]
    [InlineData("""{"subject":{"type":"user","id":"a"},"action":{},"resource":{"type":"doc","id":"a"}}""", "invalid")]
    [InlineData("""{"subject":{"type":"user","id":"a","properties":5},"action":{"name":"r"},"resource":{"type":"doc","id":"a"}}""", "invalid")]
    [InlineData("""{"subject":{"type":"user","id":"\udc00"},"action":{"name":"r"},"resource":{"type":"doc","id":"a"}}""", "invalid")]
    public async Task A_question_that_cannot_be_read_is_refused(string body, string code)
    {
        using var http = Node.Http(TokenScope.Check);

        var answer = await http.PostAnswerAsync("/access/v1/evaluation", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(code, answer.Code);
    }

    [Theory]
    [InlineData("/access/v1/evaluation")]
    [InlineData("/access/v1/evaluations")]
    public async Task Another_media_type_is_400_as_AuthZEN_wants_it(string path)
    {
        using var http = Node.Http(TokenScope.Check);

        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAnswerAsync(path, Question, "text/plain")).Status);
    }

    [Theory]
    [InlineData("", "true,false,true")]
    [InlineData(""","options":{"evaluations_semantic":"execute_all"}""", "true,false,true")]
    [InlineData(""","options":{"evaluations_semantic":"deny_on_first_deny"}""", "true,false")]
    [InlineData(""","options":{"evaluations_semantic":"permit_on_first_permit"}""", "true")]
    public async Task Several_questions_are_answered_in_order_as_far_as_wanted(string semantic, string expected)
    {
        var list = await ListAsync();
        using var http = Node.Http(TokenScope.Check);

        var answer = await http.PostAnswerAsync($"/lists/{list}/access/v1/evaluations", ManyQuestions.Replace("SEMANTIC", semantic));

        Assert.Equal(expected, string.Join(',', Decisions(answer)));
        Assert.False(answer.Json.TryGetProperty("decision", out _));
    }

    [Fact]
    public async Task An_item_that_lacks_something_is_denied_at_its_place()
    {
        var list = await ListAsync();
        using var http = Node.Http(TokenScope.Check);
        const string Body = """
            {"subject":{"type":"user","id":"alice"},"action":{"name":"read"},
             "evaluations":[{"resource":{"type":"doc","id":"a"}},{},{"resource":{"id":"a"}},5,{"resource":{"type":"doc","id":"a"},"subject":{"type":"user","id":"eve"}}]}
            """;

        var answer = await http.PostAnswerAsync($"/lists/{list}/access/v1/evaluations", Body);

        Assert.Equal("true,false,false,false,false", string.Join(',', Decisions(answer)));
    }

    [Fact]
    public async Task Decisions_have_a_context_only_for_who_asks()
    {
        var list = await ListAsync();
        using var http = Node.Http(TokenScope.Check);
        const string Body = """{"subject":{"type":"user","id":"alice"},"action":{"name":"read"},"evaluations":[{"resource":{"type":"doc","id":"a"}},{}]}""";

        var bare = await http.PostAnswerAsync($"/lists/{list}/access/v1/evaluations", Body);
        var asked = await http.AskAsync(HttpMethod.Post, $"/lists/{list}/access/v1/evaluations", Body, headers: ("AuthMesh-Decision-Context", "true"));
        var one = await http.AskAsync(HttpMethod.Post, $"/lists/{list}/access/v1/evaluation", Question, headers: ("AuthMesh-Decision-Context", "true"));

        Assert.Equal("""{"evaluations":[{"decision":true},{"decision":false}]}""", bare.Text);
        var items = asked.Json.GetProperty("evaluations");
        Assert.Equal(asked.Response.Headers.GetValues("AuthMesh-Version").Single(), items[0].GetProperty("context").GetProperty("version").GetString());
        Assert.False(items[0].GetProperty("context").TryGetProperty("error", out _));
        Assert.Contains("resource is missing", items[1].GetProperty("context").GetProperty("error").GetProperty("message").GetString());
        Assert.Equal(list, one.Json.GetProperty("context").GetProperty("list").GetString());
        Assert.True(one.Json.GetProperty("decision").GetBoolean());
    }

    [Fact]
    public async Task A_null_in_one_of_several_questions_does_not_fall_back_to_what_is_common()
    {
        var list = await ListAsync();
        using var http = Node.Http(TokenScope.Check);
        const string Body = """{"subject":{"type":"user","id":"alice"},"action":{"name":"read"},"resource":{"type":"doc","id":"a"},"evaluations":[{},{"subject":null}]}""";

        Assert.Equal("true,false", string.Join(',', Decisions(await http.PostAnswerAsync($"/lists/{list}/access/v1/evaluations", Body))));
    }

    [Fact]
    public async Task More_questions_than_a_request_may_have_are_refused()
    {
        using var http = Node.Http(TokenScope.Check);

        var answer = await http.PostAnswerAsync("/access/v1/evaluations", $$"""{"evaluations":[{{string.Join(',', Enumerable.Repeat("{}", 1001))}}]}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["evaluations"], answer.Fields);
    }

    [Theory]
    [InlineData(Question)]
    [InlineData("""{"subject":{"type":"user","id":"alice"},"action":{"name":"read"},"resource":{"type":"doc","id":"a"},"evaluations":[]}""")]
    public async Task Without_items_it_is_one_question(string body)
    {
        var list = await ListAsync();
        using var http = Node.Http(TokenScope.Check);

        var answer = await http.PostAnswerAsync($"/lists/{list}/access/v1/evaluations", body);

        Assert.Equal("""{"decision":true}""", answer.Text);
    }

    [Theory]
    [InlineData("""{"evaluations":5}""")]
    [InlineData("""{"subject":"alice","evaluations":[{}]}""")]
    [InlineData("""{"evaluations":[{}],"options":{"evaluations_semantic":"bogus_value"}}""")]
    [InlineData("""{"evaluations":[{}],"options":{"evaluations_semantic":5}}""")]
    public async Task A_wrong_frame_around_several_questions_is_refused(string body)
    {
        using var http = Node.Http(TokenScope.Check);

        var answer = await http.PostAnswerAsync("/access/v1/evaluations", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("invalid", answer.Code);
    }

    [Theory]
    [InlineData("/access/v1/evaluation", Question, "conformance-1")]
    [InlineData("/access/v1/evaluation", "{ broken", "conformance-2")]
    [InlineData("/api/v1/nothing", "{}", "conformance-3")]
    public async Task The_callers_request_id_comes_back(string path, string body, string id)
    {
        using var http = Node.Http(TokenScope.Check);

        var answer = await http.AskAsync(HttpMethod.Post, path, body, headers: ("X-Request-ID", id));

        Assert.Equal([id], answer.Response.Headers.GetValues("X-Request-ID"));
    }

    [Fact]
    public async Task An_answer_names_its_version_and_a_question_may_demand_one()
    {
        var list = await ListAsync();
        using var http = Node.Http(TokenScope.Check);
        var version = (await Node.Client().GetStatusAsync(list)).Version;

        var answer = await http.AskAsync(HttpMethod.Post, $"/lists/{list}/access/v1/evaluation", Question, headers: ("AuthMesh-At-Least", version));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal([version], answer.Response.Headers.GetValues("AuthMesh-Version"));

        // There is nobody else whose writes could be missing.
        Assert.Equal(["0"], answer.Response.Headers.GetValues("AuthMesh-Data-Age"));
    }

    [Fact]
    public async Task A_question_waits_for_the_version_that_it_demands()
    {
        await using var other = await TestNode.StartAsync();
        using var http = Node.Http(TokenScope.Check);
        var foreign = await other.Client().WriteAsync("default", new TransactionRequest([new PutMembership("user:a", "group:b")]));

        Assert.Equal("version_unknown", (await AskAsync(foreign.Version)).Code);
        Assert.Equal("invalid", (await AskAsync("nonsense")).Code);
        Assert.Equal("version_of_another_list", (await AskAsync((await Node.Client().GetStatusAsync(await Node.NewListAsync())).Version)).Code);

        Task<Answer> AskAsync(string version) => http.AskAsync(HttpMethod.Post, "/access/v1/evaluation", Question, headers: ("AuthMesh-At-Least", version));
    }

    [Fact]
    public async Task A_question_waits_for_a_list_that_it_names_a_version_of()
    {
        using var http = Node.Http(TokenScope.Check);
        var list = $"l{Guid.NewGuid():N}";
        var version = VersionToken.Of(ListName.Parse(list), []).ToString();

        var asked = http.AskAsync(HttpMethod.Post, $"/lists/{list}/access/v1/evaluation", Question, headers: ("AuthMesh-At-Least", version));
        await Node.Client().DeclareListAsync(list);

        Assert.Equal(HttpStatusCode.OK, (await asked).Status);
        Assert.Equal("unknown_list", (await http.AskAsync(
            HttpMethod.Post, "/lists/nowhere/access/v1/evaluation", Question, headers: ("AuthMesh-At-Least", VersionToken.Of(ListName.Parse("nowhere"), []).ToString()))).Code);
    }

    private static IEnumerable<string> Decisions(Answer answer) =>
        answer.Json.GetProperty("evaluations").EnumerateArray().Select(item => item.GetProperty("decision").GetBoolean() ? "true" : "false");

    /// <summary>Alice and, through a group, Bob may read doc:a.</summary>
    private async Task<string> ListAsync()
    {
        var list = await Node.NewListAsync();
        await Node.Client().WriteAsync(list, new TransactionRequest(
        [
            new PutEntry(Effect.Allow, "user:alice", "read", "doc:a"),
            new PutEntry(Effect.Allow, "group:readers", "read", "doc:a"),
            new PutMembership("user:bob", "group:readers"),
        ]));
        return list;
    }
}
