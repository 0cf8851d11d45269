using System.Net;
using AuthMesh.Client;
using AuthMesh.Node.CommandLine;
using AuthMesh.Node.Tests.Harness;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Tests.Rest;

public class ListSettingsTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private static readonly EvaluationRequest _claim = new(
        new("user", "mallory", System.Text.Json.JsonElement.Parse("""{"role":"admin"}""")), new("read"), new("doc", "a"));

    private TestNode Node => fixture.Node;

    [Fact]
    public async Task A_request_cannot_make_itself_an_admin_once_the_role_is_stored_only()
    {
        var list = await ListAsync();
        Assert.True(await Node.Client(TokenScope.Check).IsAllowedAsync(_claim, list));

        var status = await Node.Client().SetListAsync(list, new ListSettingsRequest(["role", "level"]));

        Assert.Equal(["level", "role"], status.StoredOnly);
        Assert.Null(status.ContestedSettings);
        Assert.False(await Node.Client(TokenScope.Check).IsAllowedAsync(_claim, list));
        Assert.Equal(["level", "role"], (await Node.Client(TokenScope.Read).GetStatusAsync(list)).StoredOnly);
        Assert.Equal(["level", "role"], (await Node.Client(TokenScope.Read).GetListsAsync()).Single(item => item.List == list).StoredOnly);

        await Node.Client().WriteAsync(list, new TransactionRequest([new SetAttribute("user:mallory", "role", System.Text.Json.JsonElement.Parse("\"admin\""))]));
        Assert.True(await Node.Client(TokenScope.Check).IsAllowedAsync(_claim, list));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    public async Task Declaring_a_list_again_leaves_its_settings(string? body)
    {
        var list = await ListAsync();
        await Node.Client().SetListAsync(list, new ListSettingsRequest(["role"]));
        using var http = Node.Http(TokenScope.Admin);

        var answer = await http.AskAsync(HttpMethod.Put, $"/api/v1/lists/{list}", body);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("""["role"]""", answer.Json.GetProperty("storedOnly").GetRawText());
    }

    [Fact]
    public async Task An_empty_array_takes_the_setting_away()
    {
        var list = await ListAsync();
        await Node.Client().SetListAsync(list, new ListSettingsRequest(["role"]));

        Assert.Empty((await Node.Client().SetListAsync(list, new ListSettingsRequest([]))).StoredOnly);

        Assert.True(await Node.Client(TokenScope.Check).IsAllowedAsync(_claim, list));
    }

    [Theory]
    [InlineData("""{"storedOnly":["role",""]}""", "storedOnly[1]")]
    [InlineData("""{"storedOnly":["a","b","a"]}""", "storedOnly[2]")]
    [InlineData("""{"storedOnly":[7]}""", "storedOnly[0]")]
    [InlineData("""{"storedOnly":["e\u0301"]}""", "storedOnly[0]")]
    [InlineData("""{"storedOnly":["\ud800"]}""", "storedOnly[0]")]
    [InlineData("""{"storedOnly":["a\u0000"]}""", "storedOnly[0]")]
    [InlineData("""{"storedOnly":"role"}""", "storedOnly")]
    [InlineData("""{"storedOnly":null}""", "storedOnly")]
    [InlineData("""{"storedOnly":{"role":true}}""", "storedOnly")]
    [InlineData("""{"storedonly":["role"]}""", "storedonly")]
    [InlineData("""{"storedOnly":["role"],"maxDataAge":5}""", "maxDataAge")]
    [InlineData("""{"storedOnly":["role"],"resolve":1}""", "resolve")]
    [InlineData("""["role"]""", "body")]
    public async Task What_cannot_be_set_is_refused_by_its_field_and_nothing_changes(string body, string field)
    {
        using var http = Node.Http(TokenScope.Admin);
        var name = $"r{Guid.NewGuid():N}";

        var answer = await http.AskAsync(HttpMethod.Put, $"/api/v1/lists/{name}", body);

        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, Assert.Single(answer.Fields)));
        Assert.DoesNotContain(await Node.Client().GetListsAsync(), list => list.List == name);
    }

    [Fact]
    public async Task At_most_256_names_are_taken()
    {
        var list = await Node.NewListAsync();

        Assert.Equal(256, (await Node.Client().SetListAsync(list, new ListSettingsRequest([.. Names(256)]))).StoredOnly.Count);
        var refused = await Assert.ThrowsAsync<AuthMeshException>(() => Node.Client().SetListAsync(list, new ListSettingsRequest([.. Names(257)])));

        Assert.Equal("storedOnly", Assert.Single(refused.Problem!.Errors!).Field);
        refused = await Assert.ThrowsAsync<AuthMeshException>(() =>
            Node.Client().SetListAsync(list, new ListSettingsRequest([.. Enumerable.Range(0, 256).Select(number => new string('"', 125) + $"{number:000}")])));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (refused.Status, refused.Code));

        // Of the greatest length, too, and in a script that takes more bytes than characters.
        static IEnumerable<string> Names(int count) => Enumerable.Range(0, count).Select(number => new string('é', 62) + $"{number:000}");
    }

    [Fact]
    public async Task It_needs_the_scope_admin()
    {
        var list = await ListAsync();
        using var http = Node.Http(TokenScope.Write);

        var answer = await http.AskAsync(HttpMethod.Put, $"/api/v1/lists/{list}", """{"storedOnly":[]}""");

        Assert.Equal((HttpStatusCode.Forbidden, "insufficient_scope"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task An_explanation_says_what_of_the_question_does_not_count_and_what_is_missing()
    {
        var list = await ListAsync();
        await Node.Client().SetListAsync(list, new ListSettingsRequest(["role"]));

        var explanation = await Node.Client(TokenScope.Read).ExplainAsync(_claim, list);

        Assert.False(explanation.Decision);
        Assert.Equal(["subject.properties.role"], explanation.Ignored);
        Assert.Equal(["subject.properties.role"], Assert.Single(explanation.Missing!.Nearest!.Remarks).Missing);
    }

    [Fact]
    public async Task The_command_line_sets_shows_and_takes_away()
    {
        var list = $"c{Guid.NewGuid():N}";

        var set = await CommandRun.AtAsync(Node, "list", "set", list, "--stored-only", "role,level");
        var shown = await CommandRun.AtAsync(Node, "lists");
        var declared = await CommandRun.AtAsync(Node, "list", "set", list, "-o", "json");
        var taken = await CommandRun.AtAsync(Node, "list", "set", list, "--no-stored-only", "-o", "json");

        Assert.Equal((ExitCode.Success, ExitCode.Success), (set.Code, shown.Code));
        Assert.Contains(list, set.Output, StringComparison.Ordinal);
        Assert.Contains("level,role", shown.Output.Split('\n').Single(line => line.StartsWith(list, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(2, declared.Json.GetProperty("storedOnly").GetArrayLength());
        Assert.Equal(0, taken.Json.GetProperty("storedOnly").GetArrayLength());
    }

    [Theory]
    [InlineData(ExitCode.Usage, "--stored-only", "")]
    [InlineData(ExitCode.Usage, "--stored-only", "role", "--no-stored-only")]
    [InlineData(ExitCode.Invalid, "--stored-only", "role,")]
    public async Task The_command_line_takes_nothing_for_granted(int code, params string[] arguments)
    {
        var list = await ListAsync();
        await Node.Client().SetListAsync(list, new ListSettingsRequest(["role"]));

        Assert.Equal(code, (await CommandRun.AtAsync(Node, ["list", "set", list, .. arguments])).Code);

        Assert.Equal(["role"], (await Node.Client().GetStatusAsync(list)).StoredOnly);
    }

    private async Task<string> ListAsync()
    {
        var list = await Node.NewListAsync();
        await Node.Client().WriteAsync(list, new TransactionRequest([new PutEntry(Effect.Allow, "*", "read", "*", Condition: "subject.properties.role == 'admin'")]));
        return list;
    }
}
