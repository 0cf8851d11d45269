using System.Net;
using AuthMesh.Client;
using AuthMesh.Node.Tests.Harness;

namespace AuthMesh.Node.Tests.Rest;

public class TokenTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private TestNode Node => fixture.Node;

    [Fact]
    public async Task A_new_token_opens_what_its_scope_says_and_is_listed_without_its_secret()
    {
        var created = await Node.Client().CreateTokenAsync(TokenScope.Write, "ci");
        using var http = Node.Http(scope: null);
        http.DefaultRequestHeaders.Authorization = new("Bearer", created.Token);

        await new AuthMeshClient(http).WriteAsync("default", new TransactionRequest([new PutMembership("user:ci", "group:robots")]));

        Assert.Equal("token:ci", (await Node.Client().MembershipsAsync("default", child: "user:ci").SingleAsync()).ChangedBy);
        Assert.Contains(created.Details, await Node.Client().GetTokensAsync());
        using var admin = Node.Http(Core.Access.TokenScope.Admin);
        Assert.DoesNotContain(created.Token, (await admin.GetAnswerAsync("/api/v1/tokens")).Text);
    }

    [Theory]
    [InlineData("""{"scope":"root","name":"x"}""", "scope")]
    [InlineData("""{"scope":"read"}""", "name")]
    [InlineData("""{"scope":"read","name":" x"}""", "name")]
    [InlineData("""{"scope":"read","name":"x","ttl":1}""", "ttl")]
    public async Task A_wrong_request_is_refused(string body, string field)
    {
        using var http = Node.Http(Core.Access.TokenScope.Admin);

        var answer = await http.PostAnswerAsync("/api/v1/tokens", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([field], answer.Fields);
    }

    [Fact]
    public async Task Revoking_what_is_not_there_is_refused()
    {
        var refused = await Assert.ThrowsAsync<AuthMeshException>(() => Node.Client().RevokeTokenAsync("nothing"));

        Assert.Equal((HttpStatusCode.NotFound, "unknown_token"), (refused.Status, refused.Code));
    }
}
