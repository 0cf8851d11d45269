using AuthMesh.Client;
using AuthMesh.Node.CommandLine;
using AuthMesh.Node.Tests.Harness;

namespace AuthMesh.Node.Tests.CommandLine;

public sealed class ExchangeCommandTests(NodeFixture fixture) : IClassFixture<NodeFixture>, IDisposable
{
    private const string Sample = """
        owner: plans
        memberships:
          - {child: [user:alice, user:bob], parent: group:ops}
        attributes:
          - {entity: user:bob, values: {role: admin}}
        entries:
          - {allow: group:ops, action: read, resource: doc:/plans/*}
          - {deny: user:bob, action: read, resource: doc:/plans/secret, when: context.hour > 18, note: nights}
        tests:
          - {allow: [user:alice, user:bob], action: read, resource: doc:/plans/q3, context: {hour: 9}}
          - {deny: user:bob, action: read, resource: doc:/plans/secret, context: {hour: 20}}
          - {deny: user:carol, action: read, resource: doc:/plans/q3}
        """;

    private readonly TemporaryDirectory _folder = new();

    private TestNode Node => fixture.Node;

    [Fact]
    public async Task An_import_shows_what_it_would_change_then_changes_it_and_then_nothing_more()
    {
        var (list, file) = (await Node.NewListAsync(), FileWith(Sample));

        var dry = await At("import", "--format", "native", file, "--list", list, "--dry-run");
        Assert.Equal(ExitCode.Success, dry.Code);
        Assert.Contains("+ allow group:ops read doc:/plans/*", dry.Output);
        Assert.EndsWith("new 5, changed 0, settled 0, removed 0, same 0, refused 0", dry.Output);
        Assert.Equal(0, (await Node.Client().GetStatusAsync(list)).Entries);

        Assert.Equal(ExitCode.Success, (await At("import", "--format", "native", file, "--list", list)).Code);
        var status = await Node.Client().GetStatusAsync(list);
        Assert.Equal((2, 2, 1), (status.Entries, status.Memberships, status.Attributes));

        var again = await At("import", "--format", "native", file, "--list", list, "-o", "json");
        Assert.Equal((0, 5), (again.Json.GetProperty("new").GetInt32(), again.Json.GetProperty("same").GetInt32()));
        Assert.Equal(status.Version, (await Node.Client().GetStatusAsync(list)).Version);
    }

    [Fact]
    public async Task Nothing_is_written_while_a_line_is_refused()
    {
        var (list, file) = (await Node.NewListAsync(), FileWith("entries:\n  - {allow: user:a, action: read, resource: doc:a}\n  - {allow: alice, action: read, resource: doc:a}\n"));

        var run = await At("import", "--format", "native", file, "--list", list);

        Assert.Equal(ExitCode.Invalid, run.Code);
        Assert.StartsWith($"{file}:3:13: allow has no colon; allowed is type:id", run.Error);
        Assert.Equal("new 1, changed 0, settled 0, removed 0, same 0, refused 1", run.Output);
        Assert.Equal(0, (await Node.Client().GetStatusAsync(list)).Entries);
    }

    [Theory]
    [InlineData("native", "list.yaml")]
    [InlineData("native", "list.json")]
    [InlineData("csv", "list.csv")]
    public async Task What_is_exported_and_imported_elsewhere_is_the_same_list(string format, string name)
    {
        var (list, copy, file) = (await Node.NewListAsync(), await Node.NewListAsync(), Path.Combine(_folder.Path, name));
        Assert.Equal(ExitCode.Success, (await At("import", "--format", "native", FileWith(Sample), "--list", list)).Code);

        Assert.Equal(ExitCode.Success, (await At("export", "--format", format, file, "--list", list)).Code);
        Assert.Equal(ExitCode.Success, (await At("import", "--format", format, file, "--list", copy)).Code);

        Assert.Equal((await At("export", "-", "--list", list)).Output, (await At("export", "-", "--list", copy)).Output);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task More_than_fits_in_one_transaction_goes_in_several()
    {
        var list = await Node.NewListAsync();
        var subjects = string.Join(", ", Enumerable.Range(0, 5000).Select(i => $"user:u{i}"));

        var run = await At("import", "--format", "native", FileWith($"entries: [{{allow: [{subjects}], action: read, resource: doc:a}}]"), "--list", list, "--note", "many");

        Assert.Equal((ExitCode.Success, "new 5000, changed 0, settled 0, removed 0, same 0, refused 0"), (run.Code, run.Output));
        Assert.Contains("of 5000 changes written", run.Error);
        Assert.Equal(5000, (await Node.Client().GetStatusAsync(list)).Entries);
        Assert.True((await Node.Client().GetJournalAsync(list)).Items.Count > 1);
    }

    [Fact]
    public async Task What_an_owner_applied_and_dropped_is_pruned_and_nothing_else()
    {
        var list = await Node.NewListAsync();
        await At("allow", "user:hand", "made", "doc:a", "--list", list, "--note", "owner:other");
        Assert.Equal(ExitCode.Success, (await At("apply", "-f", FileWith(Sample), "--list", list)).Code);
        var version = (await Node.Client().GetStatusAsync(list)).Version;

        var second = await At("apply", "-f", FileWith(Sample), "--list", list, "--prune");
        Assert.Equal((ExitCode.Success, "new 0, changed 0, settled 0, removed 0, same 5, refused 0"), (second.Code, second.Output));
        Assert.Equal(version, (await Node.Client().GetStatusAsync(list)).Version);

        var smaller = FileWith("owner: plans\nentries:\n  - {allow: group:ops, action: read, resource: doc:/plans/*}\n");
        var limited = await At("apply", "-f", smaller, "--list", list, "--prune", "--prune-limit", "3");
        Assert.Equal(ExitCode.Invalid, limited.Code);
        Assert.Contains("4 records would be removed, and --prune-limit is 3", limited.Error);
        Assert.Equal(version, (await Node.Client().GetStatusAsync(list)).Version);

        Assert.Contains("- member user:alice in group:ops", (await At("apply", "-f", smaller, "--list", list, "--prune", "--dry-run")).Output);
        Assert.Equal(ExitCode.Success, (await At("apply", "-f", smaller, "--list", list, "--prune")).Code);
        var entries = await Node.Client().EntriesAsync(list).ToListAsync();
        Assert.Equal([("group:ops", "owner:plans"), ("user:hand", "owner:other")], entries.Select(entry => (entry.Subject, entry.Note!)).Order());
        Assert.Equal(0, await Node.Client().MembershipsAsync(list).CountAsync());
    }

    [Fact]
    public async Task Nobody_applies_over_what_another_owns()
    {
        var list = await Node.NewListAsync();
        await At("apply", "-f", FileWith(Sample), "--list", list);
        var version = (await Node.Client().GetStatusAsync(list)).Version;

        var run = await At("apply", "-f", FileWith(Sample.Replace("owner: plans\n", "", StringComparison.Ordinal)), "--owner", "thief", "--list", list);

        Assert.Equal(ExitCode.Conflict, run.Code);
        Assert.Contains("belongs to the owner plans", run.Error);
        Assert.Equal(version, (await Node.Client().GetStatusAsync(list)).Version);
    }

    [Fact]
    public async Task Tests_are_asked_of_a_node_or_of_the_file_alone()
    {
        var (list, file) = (await Node.NewListAsync(), FileWith(Sample));

        var offline = await CommandRun.AsAsync(["test", "-f", file, "--offline", "--data", "/nowhere"]);
        Assert.Equal((ExitCode.Success, "4 of 4 tests right"), (offline.Code, offline.Output));

        var before = await At("test", "-f", file, "--list", list);
        Assert.Equal(ExitCode.Negative, before.Code);
        Assert.Contains($"{file}:10:5: user:alice read doc:/plans/q3 is deny, expected allow", before.Output);
        Assert.EndsWith("2 of 4 tests right", before.Output);

        await At("apply", "-f", file, "--list", list);
        Assert.Equal(ExitCode.Success, (await At("test", "-f", file, "--list", list)).Code);
        Assert.Equal(4, (await At("test", "-f", file, "--list", list, "-o", "json")).Json.GetProperty("tests").GetInt32());
    }

    [Fact]
    public async Task A_Casbin_policy_is_imported_with_its_model()
    {
        var list = await Node.NewListAsync();
        var model = FileWith("""
            [request_definition]
            r = sub, dom, obj, act
            [policy_definition]
            p = sub, dom, obj, act
            [role_definition]
            g = _, _, _
            [policy_effect]
            e = some(where (p.eft == allow))
            [matchers]
            m = g(r.sub, p.sub, r.dom) && r.dom == p.dom && r.obj == p.obj && r.act == p.act
            """);

        var run = await At("import", "--format", "casbin", FileWith("p, admin, d1, data1, read\ng, alice, admin, d1\n"), "--model", model, "--list", list, "-o", "json");

        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Equal("{dom}", run.Json.GetProperty("question").GetProperty("context").GetProperty("dom").GetString());
        Assert.Equal(ExitCode.Success, (await At("check", "user:alice", "read", "data:data1", "--context", """{"dom":"d1"}""", "--list", list)).Code);
        Assert.Equal(ExitCode.Negative, (await At("check", "user:alice", "read", "data:data1", "--context", """{"dom":"d2"}""", "--list", list)).Code);
    }

    [Fact]
    public async Task Standard_input_and_output_stand_in_for_files()
    {
        var (list, copy) = (await Node.NewListAsync(), await Node.NewListAsync());
        await At("apply", "-f", FileWith(Sample), "--list", list);
        var exported = (await At("export", "-", "--format", "csv", "--list", list)).Output;

        var run = await CommandRun.AsAsync(["import", "-", "--format", "csv", "--list", copy, "--data", Node.Directory], input: exported);

        Assert.Equal((ExitCode.Success, "new 5, changed 0, settled 0, removed 0, same 0, refused 0"), (run.Code, run.Output));
    }

    [Theory]
    [InlineData("import", "x.csv")]
    [InlineData("import", "--format", "xml", "x.csv")]
    [InlineData("import", "--format", "native", "/nowhere/x.yaml")]
    [InlineData("import", "--format", "casbin", "x.csv")]
    [InlineData("import", "--format", "native", "x.yaml", "--model", "m.conf")]
    [InlineData("import", "--format", "casbin", "x.csv", "--model", "m.conf", "--subject-type", "a b")]
    [InlineData("export", "/nowhere/at/all/x.yaml")]
    [InlineData("apply")]
    [InlineData("apply", "-f", "-", "--owner", "No Label")]
    [InlineData("apply", "-f", "-")]
    [InlineData("apply", "-f", "-", "--owner", "x", "--prune-limit", "-1")]
    [InlineData("test", "-f", "/nowhere/x.yaml")]
    public async Task Wrong_usage_is_2_with_a_line_that_says_why(params string[] args)
    {
        var run = await CommandRun.AsAsync([.. args, "--data", Node.Directory], input: "entries: []");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("authmesh: ", run.Error);
    }

    private string FileWith(string text)
    {
        var file = Path.Combine(_folder.Path, Path.GetRandomFileName());
        File.WriteAllText(file, text);
        return file;
    }

    private Task<CommandRun> At(params string[] args) => CommandRun.AtAsync(Node, args);

    public void Dispose() => _folder.Dispose();
}
