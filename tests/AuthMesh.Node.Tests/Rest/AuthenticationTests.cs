using System.Net;
using AuthMesh.Core.Access;
using AuthMesh.Node.Tests.Harness;

namespace AuthMesh.Node.Tests.Rest;

public class AuthenticationTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private TestNode Node => fixture.Node;

    /// <summary>Every endpoint with the least scope that opens it.</summary>
    public static TheoryData<string, string, TokenScope> Endpoints => new()
    {
        { "POST", "/access/v1/evaluation", TokenScope.Check },
        { "POST", "/access/v1/evaluations", TokenScope.Check },
        { "POST", "/lists/default/access/v1/evaluation", TokenScope.Check },
        { "POST", "/lists/default/access/v1/evaluations", TokenScope.Check },
        { "POST", "/access/v1/search/subject", TokenScope.Check },
        { "POST", "/access/v1/search/resource", TokenScope.Check },
        { "POST", "/access/v1/search/action", TokenScope.Check },
        { "POST", "/lists/default/access/v1/search/subject", TokenScope.Check },
        { "POST", "/lists/default/access/v1/search/resource", TokenScope.Check },
        { "POST", "/lists/default/access/v1/search/action", TokenScope.Check },
        { "GET", "/api/v1/node", TokenScope.Read },
        { "GET", "/api/v1/nodes", TokenScope.Read },
        { "GET", "/api/v1/lists", TokenScope.Read },
        { "GET", "/api/v1/lists/default/status", TokenScope.Read },
        { "GET", "/api/v1/lists/default/entries", TokenScope.Read },
        { "GET", "/api/v1/lists/default/memberships", TokenScope.Read },
        { "GET", "/api/v1/lists/default/attributes", TokenScope.Read },
        { "GET", "/api/v1/lists/default/conflicts", TokenScope.Read },
        { "GET", "/api/v1/lists/default/journal", TokenScope.Read },
        { "GET", "/api/v1/lists/default/journal/stream?after=x", TokenScope.Read },
        { "GET", "/api/v1/lists/default/receipts/x", TokenScope.Read },
        { "POST", "/api/v1/lists/default/transactions", TokenScope.Write },
        { "PUT", "/api/v1/lists/other", TokenScope.Admin },
        { "POST", "/api/v1/invites", TokenScope.Admin },
        { "POST", "/api/v1/join", TokenScope.Admin },
        { "POST", "/api/v1/nodes/x/approve", TokenScope.Admin },
        { "GET", "/api/v1/tokens", TokenScope.Admin },
        { "POST", "/api/v1/tokens", TokenScope.Admin },
        { "DELETE", "/api/v1/tokens/x", TokenScope.Admin },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Without_a_token_nothing_is_answered(string method, string path, TokenScope scope)
    {
        using var http = Node.Http(scope: null);

        var answer = await http.AskAsync(new HttpMethod(method), path);

        Assert.NotEqual(default, scope);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("unauthenticated", answer.Code);
        Assert.Equal("Bearer realm=\"authmesh\"", answer.Response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_narrower_scope_is_refused_and_the_missing_one_named(string method, string path, TokenScope scope)
    {
        if (scope == TokenScope.Check)
        {
            return; // the narrowest
        }

        using var http = Node.Http(scope - 1);

        var answer = await http.AskAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("insufficient_scope", answer.Code);
        Assert.Contains($"scope=\"{scope.ToString().ToLowerInvariant()}\"", answer.Response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task The_scope_that_is_asked_for_is_enough(string method, string path, TokenScope scope)
    {
        using var http = Node.Http(scope);

        var answer = await http.AskAsync(new HttpMethod(method), path);

        Assert.NotEqual(HttpStatusCode.Unauthorized, answer.Status);
        Assert.NotEqual(HttpStatusCode.Forbidden, answer.Status);
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic dGVzdDp0ZXN0")]
    public async Task A_wrong_credential_is_refused(string authorization)
    {
        using var http = Node.Http(scope: null);

        var answer = await http.AskAsync(HttpMethod.Get, "/api/v1/node", headers: ("Authorization", authorization));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Fact]
    public async Task A_revoked_token_is_refused_at_once()
    {
        var created = await Node.Client().CreateTokenAsync(Client.TokenScope.Read, "short-lived");
        using var http = Node.Http(scope: null);
        http.DefaultRequestHeaders.Authorization = new("Bearer", created.Token);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAnswerAsync("/api/v1/node")).Status);

        await Node.Client().RevokeTokenAsync(created.Details.Id);

        var answer = await http.GetAnswerAsync("/api/v1/node");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Contains("invalid_token", answer.Response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Too_many_failures_from_an_address_are_answered_with_429_and_valid_tokens_still_honoured()
    {
        await using var node = await TestNode.StartAsync(("AuthMesh:Api:FailedAuthenticationsPerMinute", "3"));
        using var stranger = node.Http(scope: null);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAnswerAsync("/api/v1/node")).Status);
        }

        var answer = await stranger.GetAnswerAsync("/api/v1/node");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.Equal("too_many_failures", answer.Code);
        Assert.NotNull(answer.Response.Headers.RetryAfter);
        using var known = node.Http(TokenScope.Read);
        Assert.Equal(HttpStatusCode.OK, (await known.GetAnswerAsync("/api/v1/node")).Status);
    }

    [Fact]
    public async Task Anonymous_checks_open_the_checks_and_nothing_else()
    {
        await using var node = await TestNode.StartAsync(("AuthMesh:Api:AnonymousChecks", "true"));
        using var http = node.Http(scope: null);

        Assert.Equal(HttpStatusCode.OK, (await http.PostAnswerAsync("/access/v1/evaluation", DecisionTests.Question)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAnswerAsync("/api/v1/lists/default/entries")).Status);
    }

    [Theory]
    [InlineData("Bearer nonsense", HttpStatusCode.Unauthorized)]
    [InlineData("Basic dGVzdDp0ZXN0", HttpStatusCode.OK)]
    [InlineData("Bearer", HttpStatusCode.OK)]
    public async Task Where_checks_are_open_a_token_that_is_presented_must_be_good_all_the_same(string authorization, HttpStatusCode expected)
    {
        await using var node = await TestNode.StartAsync(("AuthMesh:Api:AnonymousChecks", "true"));
        using var http = node.Http(scope: null);
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        var answer = await http.PostAnswerAsync("/access/v1/evaluation", DecisionTests.Question);

        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected == HttpStatusCode.Unauthorized, answer.Response.Headers.WwwAuthenticate.ToString().Contains("invalid_token", StringComparison.Ordinal));
    }
}
