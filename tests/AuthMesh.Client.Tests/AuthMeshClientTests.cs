using System.Net;
using System.Security.Authentication;
using System.Text.Json;

namespace AuthMesh.Client.Tests;

public class AuthMeshClientTests
{
    private static readonly EvaluationRequest _question = new(new("user", "alice"), new("read"), new("doc", "a"));

    [Fact]
    public async Task A_question_goes_to_the_default_list_with_the_token()
    {
        var node = FakeNode.Answering("""{"decision":true}""");

        Assert.True(await node.Client.IsAllowedAsync(_question));

        var request = Assert.Single(node.Requests);
        Assert.Equal((HttpMethod.Post, "/access/v1/evaluation", "Bearer secret"), (request.Method, request.Path, request.Authorization));
        Assert.Equal("""{"subject":{"type":"user","id":"alice"},"action":{"name":"read"},"resource":{"type":"doc","id":"a"}}""", request.Body);
    }

    [Fact]
    public async Task A_question_may_go_to_another_list_and_names_are_escaped()
    {
        var node = FakeNode.Answering("""{"decision":false}""");

        Assert.False(await node.Client.IsAllowedAsync(_question, "ware/house"));

        Assert.Equal("/lists/ware%2Fhouse/access/v1/evaluation", node.Requests[0].Path);
    }

    [Fact]
    public async Task Changes_are_written_as_the_API_spells_them()
    {
        var node = FakeNode.Answering("""{"version":"v","dot":"d"}""");

        var result = await node.Client.WriteAsync("default", new TransactionRequest(
            [
                new PutEntry(Effect.Deny, "user:é", "read", "doc:*", ExpiresAt: new DateTimeOffset(2030, 1, 2, 3, 4, 5, 6, TimeSpan.FromHours(2))),
                new RemoveMembership("user:a", "group:b"),
                new SetAttribute("user:a", "role", JsonElement.Parse("null")),
            ],
            WaitFor: WaitFor.All));

        Assert.Equal(("v", "d"), (result.Version, result.Dot));
        Assert.Equal(
            """{"changes":[{"op":"putEntry","effect":"deny","subject":"user:é","action":"read","resource":"doc:*","expiresAt":"2030-01-02T01:04:05.006Z"},"""
            + """{"op":"removeMembership","child":"user:a","parent":"group:b"},{"op":"setAttribute","entity":"user:a","name":"role","value":null}],"waitFor":"all"}""",
            node.Requests[0].Body);
    }

    [Fact]
    public async Task Only_settings_that_are_given_are_sent()
    {
        const string Status = """{"list":"plans","ready":true,"upgradeRequired":false,"version":"v","stateHash":"h","entries":0,"memberships":0,"attributes":0,"conflicts":0,"vector":[],"storedOnly":["role"],"contestedSettings":["storedOnly"]}""";
        var node = FakeNode.Answering(Status);

        await node.Client.DeclareListAsync("plans");
        var set = await node.Client.SetListAsync("plans", new ListSettingsRequest(["role"]));
        await node.Client.SetListAsync("plans", new ListSettingsRequest([], Resolve: true));

        Assert.Equal(["role"], set.StoredOnly);
        Assert.Equal(["storedOnly"], set.ContestedSettings);
        Assert.Equal(["{}", """{"storedOnly":["role"]}""", """{"storedOnly":[],"resolve":true}"""], node.Requests.Select(request => request.Body));
        Assert.All(node.Requests, request => Assert.Equal((HttpMethod.Put, "/api/v1/lists/plans"), (request.Method, request.Path)));
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("\"all\"", null)]
    public void Waiting_is_for_a_number_or_all(string json, int? nodes)
    {
        var wait = JsonSerializer.Deserialize<WaitFor>(json, WireJson.Options);

        Assert.Equal(new WaitFor(nodes), wait);
        Assert.Equal(json, JsonSerializer.Serialize(wait, WireJson.Options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<WaitFor>("\"some\"", WireJson.Options));
    }

    [Fact]
    public async Task Pages_are_followed_to_the_end()
    {
        var node = new FakeNode(request => FakeNode.Answer(request.RequestUri!.Query.Contains("cursor=next%2Fpage", StringComparison.Ordinal)
            ? """{"items":[{"child":"user:b","parent":"group:g","state":"contested","changedAt":"2030-01-01T00:00:00Z","changedBy":"x","changedAtNode":"n","dot":"d"}]}"""
            : """{"items":[{"child":"user:a","parent":"group:g","state":"in_force","changedAt":"2030-01-01T00:00:00Z","changedBy":"x","changedAtNode":"n","dot":"d"}],"next":"next/page"}"""));

        var memberships = await node.Client.MembershipsAsync("default", parent: "group:g").ToListAsync();

        Assert.Equal([("user:a", RecordState.InForce), ("user:b", RecordState.Contested)], memberships.Select(m => (m.Child, m.State)));
        Assert.All(node.Requests, request => Assert.Contains("parent=group%3Ag", request.Path));
    }

    [Fact]
    public async Task A_stream_is_read_event_by_event()
    {
        const string Events = """
            :

            data: {"dot":"d.0","list":"default","node":"n","incarnation":"i","seq":1,"time":"2030-01-01T00:00:00Z","actor":"token:x","changes":[{"op":"removeEntry","effect":"allow","subject":"*","action":"*","resource":"*"}]}

            id: v1
            data: {"dot":"d.1","version":"v1","list":"default","node":"n","incarnation":"i","seq":1,"time":"2030-01-01T00:00:00Z","actor":"token:x","changes":[]}


            """;
        var node = FakeNode.Answering(Events.ReplaceLineEndings("\n"), type: "text/event-stream");

        var items = await node.Client.FollowJournalAsync("default", after: "v0").ToListAsync();

        Assert.Equal("/api/v1/lists/default/journal/stream?after=v0", node.Requests[0].Path);
        Assert.Equal([null, "v1"], items.Select(item => item.Version));
        Assert.Equal(new RemoveEntry(Effect.Allow, "*", "*", "*"), Assert.Single(items[0].Changes));
    }

    [Fact]
    public async Task A_refusal_tells_its_code_and_fields()
    {
        var node = FakeNode.Answering(
            """{"code":"invalid","title":"Invalid","status":400,"detail":"name is missing.","errors":[{"field":"name","detail":"is missing"}],"requestId":"r1"}""",
            HttpStatusCode.BadRequest,
            "application/problem+json");

        var refused = await Assert.ThrowsAsync<AuthMeshException>(() => node.Client.CreateTokenAsync(TokenScope.Read, ""));

        Assert.Equal(("invalid", HttpStatusCode.BadRequest, "name is missing.", "r1"), (refused.Code, refused.Status, refused.Message, refused.Problem!.RequestId));
        Assert.Equal([new FieldError("name", "is missing")], refused.Problem.Errors!);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, "<html>", "text/html")]
    [InlineData(HttpStatusCode.BadRequest, "{ broken", "application/problem+json")]
    [InlineData(HttpStatusCode.OK, "<html>", "text/html")]
    [InlineData(HttpStatusCode.OK, "null", "application/json")]
    public async Task What_no_node_would_answer_is_reported_as_such(HttpStatusCode status, string body, string type)
    {
        var node = FakeNode.Answering(body, status, type);

        var refused = await Assert.ThrowsAsync<AuthMeshException>(() => node.Client.GetNodeAsync());

        Assert.Equal((AuthMeshException.UnexpectedAnswer, status), (refused.Code, refused.Status));
    }

    [Fact]
    public async Task A_node_that_cannot_be_reached_is_told_apart_from_one_that_refuses()
    {
        var node = new FakeNode(_ => throw new HttpRequestException("refused"));

        var unreachable = await Assert.ThrowsAsync<AuthMeshException>(() => node.Client.GetNodeAsync());

        Assert.Equal((AuthMeshException.Unreachable, null), (unreachable.Code, unreachable.Status));
    }

    [Fact]
    public async Task Why_a_node_cannot_be_reached_is_told()
    {
        var node = new FakeNode(_ => throw new HttpRequestException("TLS failed, see inner exception.", new AuthenticationException("the certificate is of another")));

        var unreachable = await Assert.ThrowsAsync<AuthMeshException>(() => node.Client.GetNodeAsync());

        Assert.EndsWith("does not answer: the certificate is of another", unreachable.Message);
    }

    [Fact]
    public async Task A_timeout_is_unreachable_and_the_callers_own_cancellation_is_not()
    {
        var late = new FakeNode(_ => throw new TaskCanceledException("timeout"));
        Assert.Equal(AuthMeshException.Unreachable, (await Assert.ThrowsAsync<AuthMeshException>(() => late.Client.GetNodeAsync())).Code);

        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late.Client.GetNodeAsync(cancelled.Token));
    }
}
