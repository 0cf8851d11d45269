using AuthMesh.Node.CommandLine;
using AuthMesh.Node.Tests.Harness;

namespace AuthMesh.Node.Tests.CommandLine;

public class CommandTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private TestNode Node => fixture.Node;

    [Fact]
    public async Task What_is_allowed_is_allowed_until_it_is_revoked()
    {
        var list = await Node.NewListAsync();

        Assert.Equal(ExitCode.Success, (await At("allow", "user:alice", "read", "doc:/a/*", "--list", list, "--note", "why")).Code);
        var allowed = await At("check", "user:alice", "read", "doc:/a/b", "--list", list);
        Assert.Equal((ExitCode.Success, "allow", ""), (allowed.Code, allowed.Output, allowed.Error));

        Assert.Equal(ExitCode.Success, (await At("revoke", "user:alice", "read", "doc:/a/*", "--list", list)).Code);
        var denied = await At("check", "user:alice", "read", "doc:/a/b", "--list", list, "-o", "json");
        Assert.Equal(ExitCode.Negative, denied.Code);
        Assert.False(denied.Json.GetProperty("decision").GetBoolean());

        Assert.Equal(ExitCode.NotFound, (await At("revoke", "user:alice", "read", "doc:/a/*", "--list", list)).Code);
    }

    [Fact]
    public async Task Deny_wins_and_can_be_revoked_by_its_effect()
    {
        var list = await Node.NewListAsync();
        await At("allow", "user:bob", "read", "doc:a", "--list", list);
        await At("deny", "user:bob", "read", "doc:a", "--list", list);
        Assert.Equal(ExitCode.Negative, (await At("check", "user:bob", "read", "doc:a", "--list", list)).Code);

        await At("revoke", "user:bob", "read", "doc:a", "--effect", "deny", "--list", list);

        Assert.Equal(ExitCode.Success, (await At("check", "user:bob", "read", "doc:a", "--list", list)).Code);
    }

    [Fact]
    public async Task A_condition_left_empty_allows_nothing()
    {
        var list = await Node.NewListAsync();

        var refused = await At("allow", "user:bob", "read", "doc:a", "--when", "", "--list", list);

        Assert.Equal(ExitCode.Invalid, refused.Code);
        Assert.Contains("condition is empty", refused.Error);
        Assert.Equal(ExitCode.Negative, (await At("check", "user:bob", "read", "doc:a", "--list", list)).Code);
    }

    [Fact]
    public async Task An_explanation_shows_when_things_hold()
    {
        var list = await Node.NewListAsync();
        await At("allow", "group:ops", "read", "doc:a", "--until", "2020-01-01T00:00:00Z", "--list", list);
        await At("member", "add", "user:carol", "group:ops", "--from", "2090-01-01T00:00:00Z", "--until", "2091-01-01T00:00:00.5Z", "--list", list);

        var explained = await At("check", "user:carol", "read", "doc:a", "--explain", "--list", list);

        Assert.Contains("allow group:ops read doc:a until 2020-01-01T00:00:00Z", explained.Output);
        Assert.Contains("user:carol in group:ops from 2090-01-01T00:00:00Z until 2091-01-01T00:00:00.500Z: not valid yet", explained.Output);
    }

    [Fact]
    public async Task Windows_members_and_attributes_are_written()
    {
        var list = await Node.NewListAsync();

        Assert.Equal(ExitCode.Success, (await At("allow", "group:ops", "read", "doc:a", "--from", "2020-01-01T00:00:00Z", "--until", "2090-01-01T00:00:00Z", "--list", list)).Code);
        Assert.Equal(ExitCode.Success, (await At("member", "add", "user:carol", "group:ops", "--list", list)).Code);
        Assert.Equal(ExitCode.Success, (await At("check", "user:carol", "read", "doc:a", "--list", list)).Code);
        Assert.Equal(ExitCode.Success, (await At("member", "remove", "user:carol", "group:ops", "--list", list)).Code);
        Assert.Equal(ExitCode.Negative, (await At("check", "user:carol", "read", "doc:a", "--list", list)).Code);
        Assert.Equal(ExitCode.Success, (await At("attribute", "set", "user:carol", "role", "\"admin\"", "--list", list)).Code);
        Assert.Equal("admin", (await Node.Client().AttributesAsync(list).SingleAsync()).Value!.Value.GetString());
        Assert.Equal(ExitCode.Success, (await At("attribute", "remove", "user:carol", "role", "--list", list)).Code);
        Assert.Equal(0, await Node.Client().AttributesAsync(list).CountAsync());
    }

    [Fact]
    public async Task Status_nodes_invite_and_token_give_data_in_both_forms()
    {
        Assert.Contains("default", (await At("status")).Output);
        Assert.Equal("test", (await At("status", "-o", "json")).Json.GetProperty("node").GetProperty("name").GetString());
        Assert.Contains("steward", (await At("nodes")).Output);
        Assert.Equal("self", (await At("nodes", "-o", "json")).Json[0].GetProperty("link").GetString());
        var invitation = await At("invite", "--ttl", "600");
        Assert.StartsWith("authmesh1-", invitation.Output);
        Assert.Contains("Valid until", invitation.Error);
        var token = await At("token", "create", "--scope", "read", "--name", "reader", "-q");
        Assert.Equal((ExitCode.Success, ""), (token.Code, token.Error));
        Assert.Single(token.Output.Split('\n'));
    }

    [Fact]
    public async Task A_write_may_wait_and_carry_a_version()
    {
        var list = await Node.NewListAsync();
        var first = await At("allow", "user:a", "read", "doc:a", "--list", list, "--wait", "all", "-o", "json");
        Assert.Equal(ExitCode.Success, first.Code);
        var version = first.Json.GetProperty("version").GetString()!;
        Assert.Equal(ExitCode.Success, (await At("allow", "user:a", "read", "doc:a", "--note", "x", "--list", list, "--if-version", version)).Code);

        var late = await At("allow", "user:a", "read", "doc:a", "--note", "y", "--list", list, "--if-version", version);

        Assert.Equal(ExitCode.Conflict, late.Code);
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("allow", "user:a", "read")]
    [InlineData("check", "alice", "read", "doc:a")]
    [InlineData("check", "user:a", "read", "doc:a", "--context", "{")]
    [InlineData("check", "user:a", "read", "doc:a", "-o", "xml")]
    [InlineData("allow", "user:a", "read", "doc:a", "--until", "tomorrow")]
    [InlineData("allow", "user:a", "read", "doc:a", "--wait", "some")]
    [InlineData("attribute", "set", "user:a", "role", "admin")]
    [InlineData("token", "create")]
    [InlineData("token", "create", "--scope", "root")]
    [InlineData("status", "--server", "nonsense")]
    [InlineData("status", "--timeout", "0")]
    [InlineData("status", "--start-timeout", "-1")]
    public async Task Wrong_usage_is_2_with_a_line_that_says_why(params string[] args)
    {
        var run = await At(args);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Empty(run.Output);
        Assert.StartsWith("authmesh: ", run.Error);
    }

    [Fact]
    public async Task Refusals_have_codes_of_their_own()
    {
        var environment = new Dictionary<string, string> { ["AUTHMESH_SERVER"] = Node.Url.ToString(), ["AUTHMESH_TOKEN"] = Node.Token(Core.Access.TokenScope.Check) };

        Assert.Equal(ExitCode.NotAllowed, (await CommandRun.AsAsync(["status"], environment: environment)).Code);
        Assert.Equal(ExitCode.Negative, (await CommandRun.AsAsync(["check", "user:a", "read", "doc:nothing"], environment: environment)).Code);
        Assert.Equal(ExitCode.NotFound, (await At("check", "user:a", "read", "doc:a", "--list", "nowhere")).Code);
        Assert.Equal(ExitCode.Invalid, (await At("allow", "no-entity", "read", "doc:a")).Code);
        Assert.Equal(ExitCode.Invalid, (await CommandRun.AsAsync(["join", "-", "--data", Node.Directory], input: "nonsense\n")).Code);
        Assert.Equal(ExitCode.Unreachable, (await CommandRun.AsAsync(["status", "--server", "http://127.0.0.1:1"])).Code);
        Assert.Equal(ExitCode.Unreachable, (await CommandRun.AsAsync(["status", "--data", "/nowhere/at/all", "--start-timeout", "0"])).Code);
        Assert.Equal(ExitCode.NotFound, (await CommandRun.AsAsync(["verify", "--data", "/nowhere/at/all"])).Code);
        environment["AUTHMESH_SERVER"] = "nonsense";
        Assert.Equal(ExitCode.Usage, (await CommandRun.AsAsync(["status"], environment: environment)).Code);
    }

    [Fact]
    public async Task Help_and_version_are_data()
    {
        var help = await CommandRun.AsAsync(["--help"]);
        Assert.Equal(ExitCode.Success, help.Code);
        Assert.All(["serve", "invite", "join", "status", "nodes", "allow", "deny", "revoke", "member", "attribute", "check", "token"], name => Assert.Contains(name, help.Output));
    }

    private Task<CommandRun> At(params string[] args) => CommandRun.AtAsync(Node, args);
}
