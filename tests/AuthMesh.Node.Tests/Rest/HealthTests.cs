using System.Net;
using AuthMesh.Node.CommandLine;
using AuthMesh.Node.Tests.Harness;

namespace AuthMesh.Node.Tests.Rest;

public class HealthTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task A_load_balancer_may_ask_for_the_head_alone(string path)
    {
        using var http = fixture.Node.Http(scope: null);

        var answer = await http.AskAsync(HttpMethod.Head, path);

        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task A_node_that_waits_to_be_let_into_its_mesh_is_alive_and_not_ready()
    {
        await using var steward = await TestNode.StartAsync();
        var invitation = await steward.Client().InviteAsync(new Client.InviteRequest(Approve: true));
        await using var newcomer = await TestNode.StartWithoutMeshAsync(("AuthMesh:Mesh:Join", invitation.Join));
        using var http = newcomer.Http(scope: null);

        Assert.Equal(HttpStatusCode.OK, (await http.GetAnswerAsync("/healthz")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAnswerAsync("/readyz")).Status);
        Assert.Equal(ExitCode.Negative, (await CommandRun.AtAsync(newcomer, "status")).Code);
        Assert.NotEqual(ExitCode.Success, (await CommandRun.AtAsync(newcomer, "check", "user:a", "read", "doc:b", "--start-timeout", "0")).Code);
        using var application = newcomer.Http(Core.Access.TokenScope.Check);
        var check = await application.PostAnswerAsync("/access/v1/evaluation", DecisionTests.Question);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not_ready"), (check.Status, check.Code));
    }
}
