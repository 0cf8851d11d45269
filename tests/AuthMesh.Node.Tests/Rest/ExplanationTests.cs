using System.Net;
using AuthMesh.Client;
using AuthMesh.Node.CommandLine;
using AuthMesh.Node.Tests.Harness;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Tests.Rest;

public class ExplanationTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private static readonly EvaluationRequest _question = new(new("user", "alice"), new("read"), new("doc", "a"));

    private TestNode Node => fixture.Node;

    [Fact]
    public async Task An_allow_tells_the_entry_its_author_and_the_way_to_it()
    {
        var list = await ListAsync(
            new PutEntry(Effect.Allow, "group:staff", "read", "doc:*", Note: "all may read"), new PutMembership("user:alice", "group:staff", Note: "hired"));

        var explanation = await Node.Client(TokenScope.Read).ExplainAsync(_question, list);

        var entry = Assert.Single(explanation.Deciding);
        Assert.True(explanation.Decision);
        Assert.Null(explanation.Missing);
        Assert.False(explanation.Cut);
        Assert.Equal(0, explanation.DataAgeSeconds); // a mesh of one knows all
        Assert.Equal((list, (await Node.Client().GetStatusAsync(list)).Version), (explanation.List, explanation.Version));
        Assert.Equal(("group:staff", "doc:*", "all may read"), (entry.Entry.Subject, entry.Entry.Resource, entry.Entry.Note));
        Assert.NotEmpty(entry.Entry.ChangedBy);
        Assert.Equal((await Node.Client().GetNodeAsync()).NodeId, entry.Entry.ChangedAtNode);
        Assert.Equal([KeyValuePair.Create(entry.Entry.ChangedAtNode, "test")], explanation.NodeNames);
        Assert.Null(explanation.Ignored);
        Assert.Equal(("user:alice", "group:staff"), (entry.Subject.Name, entry.Subject.Pattern));
        Assert.Equal("hired", Assert.Single(entry.Subject.Path).Note);
        Assert.Empty(entry.Resource.Path);
    }

    [Fact]
    public async Task A_deny_tells_what_is_missing_and_what_nearly_allows()
    {
        var list = await ListAsync(
            new PutEntry(Effect.Allow, "user:alice", "read", "doc:a", ExpiresAt: DateTimeOffset.UnixEpoch.AddYears(1)),
            new PutEntry(Effect.Allow, "user:alice", "read", "doc:*", Condition: "context.mfa"),
            new PutMembership("user:alice", "group:staff"));

        var explanation = await Node.Client(TokenScope.Read).ExplainAsync(_question, list);

        Assert.False(explanation.Decision);
        Assert.Empty(explanation.Deciding);
        Assert.Equal([RemarkKind.ConditionUnknown, RemarkKind.Expired], explanation.Considered.Select(entry => Assert.Single(entry.Remarks).Kind));
        Assert.Equal(["context.mfa"], explanation.Considered[0].Remarks[0].Missing);
        Assert.Null(explanation.Considered[0].Remarks[0].Contested);
        Assert.Null(explanation.Considered[1].Remarks[0].Missing);
        Assert.Equal((MissingKind.CountingEntry, "doc:*"), (explanation.Missing!.Kind, explanation.Missing.Nearest!.Entry.Resource));
        Assert.Equal(["group:staff"], explanation.Missing.SubjectIn);
    }

    [Fact]
    public async Task Conditions_read_what_the_question_brings_along()
    {
        var list = await ListAsync(new PutEntry(Effect.Allow, "user:alice", "read", "doc:a", Condition: "context.mfa"));
        using var http = Node.Http(TokenScope.Read);

        var answer = await http.PostAnswerAsync($"/api/v1/lists/{list}/explain", DecisionTests.Question[..^1] + ""","context":{"mfa":true}}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(answer.Json.GetProperty("decision").GetBoolean());
        Assert.Equal("context.mfa", answer.Json.GetProperty("deciding")[0].GetProperty("entry").GetProperty("condition").GetString());
        Assert.True(answer.Response.Headers.Contains("AuthMesh-Version"));
    }

    [Theory]
    [InlineData("us:er", "alice")]
    [InlineData("user", "alice*")]
    public async Task A_name_that_no_list_could_hold_is_explained_too(string type, string id)
    {
        var list = await ListAsync(new PutEntry(Effect.Allow, "*", "*", "*"));
        var question = _question with { Subject = new(type, id) };

        Assert.Equal(MissingKind.PossibleName, (await Node.Client().ExplainAsync(question, list)).Missing!.Kind);
    }

    [Fact]
    public async Task It_needs_the_scope_read_a_list_and_a_question()
    {
        using var check = Node.Http(TokenScope.Check);
        using var nobody = Node.Http(null);
        using var read = Node.Http(TokenScope.Read);

        Assert.Equal(HttpStatusCode.Forbidden, (await check.PostAnswerAsync("/api/v1/lists/default/explain", DecisionTests.Question)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAnswerAsync("/api/v1/lists/default/explain", DecisionTests.Question)).Status);
        Assert.Equal("unknown_list", (await read.PostAnswerAsync("/api/v1/lists/none/explain", DecisionTests.Question)).Code);
        Assert.Equal("malformed_json", (await read.PostAnswerAsync("/api/v1/lists/default/explain", "{")).Code);
        Assert.Equal(["subject", "action", "resource"], (await read.PostAnswerAsync("/api/v1/lists/default/explain", "{}")).Fields);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await read.PostAnswerAsync("/api/v1/lists/default/explain", DecisionTests.Question, "text/plain")).Status);
    }

    [Fact]
    public async Task The_command_line_explains_for_people_and_for_programs()
    {
        var list = await ListAsync(new PutEntry(Effect.Allow, "group:staff", "read", "doc:*", Note: "all may read"), new PutMembership("user:alice", "group:staff"));

        var allowed = await CommandRun.AtAsync(Node, "check", "user:alice", "read", "doc:a", "--list", list, "--explain");
        var denied = await CommandRun.AtAsync(Node, "check", "user:bob", "read", "doc:a", "--list", list, "--explain", "-o", "json");

        Assert.Equal(ExitCode.Success, allowed.Code);
        Assert.StartsWith("allow", allowed.Output, StringComparison.Ordinal);
        Assert.Contains("allow group:staff read doc:*", allowed.Output, StringComparison.Ordinal);
        Assert.Contains("user:alice → group:staff", allowed.Output, StringComparison.Ordinal);
        Assert.Contains("all may read", allowed.Output, StringComparison.Ordinal);
        Assert.Contains("at test (", allowed.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Negative, denied.Code);
        Assert.Equal("entry", denied.Json.GetProperty("missing").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task The_command_line_says_what_a_condition_lacks()
    {
        var list = await ListAsync(
            new PutEntry(Effect.Allow, "user:alice", "read", "doc:a", Condition: "resource.properties.owner == subject.id && subject.properties.level > 2"),
            new SetAttribute("user:alice", "level", System.Text.Json.JsonElement.Parse("\"high\"")));

        var denied = await CommandRun.AtAsync(Node, "check", "user:alice", "read", "doc:a", "--list", list, "--explain");

        Assert.Contains("the condition cannot be told: resource.properties.owner is missing; subject.properties.level is of no use here", denied.Output, StringComparison.Ordinal);
    }

    private async Task<string> ListAsync(params ListChange[] changes)
    {
        var list = await Node.NewListAsync();
        await Node.Client().WriteAsync(list, new TransactionRequest(changes));
        return list;
    }
}
