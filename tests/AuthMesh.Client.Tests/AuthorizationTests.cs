using System.Net;
using System.Security.Claims;
using AuthMesh.Client.Authorization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AuthMesh.Client.Tests;

public class AuthorizationTests
{
    private static readonly ClaimsPrincipal _alice = new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "alice")], "test"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_nodes_decision_is_the_answer(bool decision)
    {
        var node = FakeNode.Answering($$"""{"decision":{{(decision ? "true" : "false")}}}""");

        Assert.Equal(decision, await AllowsAsync(node, _alice, new AuthMeshRequirement("read", "doc:/a:b")));

        var request = Assert.Single(node.Requests);
        Assert.Equal(("/lists/warehouse/access/v1/evaluation", "Bearer secret"), (request.Path, request.Authorization));
        Assert.Equal("""{"subject":{"type":"user","id":"alice"},"action":{"name":"read"},"resource":{"type":"doc","id":"/a:b"}}""", request.Body);
    }

    [Fact]
    public async Task The_resource_may_come_with_the_question()
    {
        var node = FakeNode.Answering("""{"decision":true}""");

        Assert.True(await AllowsAsync(node, _alice, new AuthMeshRequirement("read"), "doc:x"));
        Assert.True(await AllowsAsync(node, _alice, new AuthMeshRequirement("read"), new EvaluationEntity("doc", "x")));

        Assert.All(node.Requests, request => Assert.Contains("""{"type":"doc","id":"x"}""", request.Body));
    }

    [Fact]
    public async Task Without_user_or_resource_the_answer_is_no_and_nobody_is_asked()
    {
        var node = FakeNode.Answering("""{"decision":true}""");

        Assert.False(await AllowsAsync(node, new ClaimsPrincipal(), new AuthMeshRequirement("read", "doc:a")));
        Assert.False(await AllowsAsync(node, _alice, new AuthMeshRequirement("read")));
        Assert.False(await AllowsAsync(node, _alice, new AuthMeshRequirement("read", "no-entity")));
        Assert.False(await AllowsAsync(node, _alice, new AuthMeshRequirement("read"), 5));

        Assert.Empty(node.Requests);
    }

    [Fact]
    public async Task No_decision_is_no()
    {
        Assert.False(await AllowsAsync(new FakeNode(_ => throw new HttpRequestException("down")), _alice, new AuthMeshRequirement("read", "doc:a")));
        Assert.False(await AllowsAsync(FakeNode.Answering("{}", HttpStatusCode.ServiceUnavailable), _alice, new AuthMeshRequirement("read", "doc:a")));
        Assert.False(await AllowsAsync(FakeNode.Answering("{}"), _alice, new AuthMeshRequirement("read", "doc:a")));
    }

    [Fact]
    public void Wrong_options_are_refused()
    {
        var services = new ServiceCollection();
        services.AddAuthMeshAuthorization(options => options.Timeout = TimeSpan.Zero);
        using var provider = services.BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<AuthMeshAuthorizationOptions>>().Value);
        Assert.Contains("Timeout", refused.Message);
    }

    private static async Task<bool> AllowsAsync(FakeNode node, ClaimsPrincipal user, AuthMeshRequirement requirement, object? resource = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddAuthMeshAuthorization(options =>
        {
            options.Server = new Uri("http://node:7480");
            options.Token = "secret";
            options.List = "warehouse";
        });
        services.ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler(() => node));
        await using var provider = services.BuildServiceProvider();
        var policy = new AuthorizationPolicyBuilder().AddRequirements(requirement).Build();
        return (await provider.GetRequiredService<IAuthorizationService>().AuthorizeAsync(user, resource, policy)).Succeeded;
    }
}
