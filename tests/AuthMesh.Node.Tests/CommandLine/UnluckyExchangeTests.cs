using AuthMesh.Client;
using AuthMesh.Node.CommandLine;
using AuthMesh.Node.Tests.Harness;

namespace AuthMesh.Node.Tests.CommandLine;

/// <summary>Files against a node that is contested, busy, moving or gone.</summary>
public sealed class UnluckyExchangeTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private ScriptedNode _node = null!;

    public async ValueTask InitializeAsync() => _node = await ScriptedNode.StartAsync();

    [Fact]
    public async Task A_contested_record_is_left_out_of_an_export_and_named()
    {
        _node.Entries = [Entry("user:a", RecordState.Contested), Entry("user:b", RecordState.InForce)];

        var run = await At("export", "-");

        Assert.Equal(ExitCode.PartlyDone, run.Code);
        Assert.Equal("left out, because it is contested: allow user:a read doc:a", run.Error);
        Assert.EndsWith("entries:\n  - {allow: user:b, action: read, resource: doc:a}", run.Output);
    }

    [Fact]
    public async Task An_export_tells_when_the_list_changed_meanwhile()
    {
        _node.Version = asked => $"v{asked}";

        var run = await At("export", Path.Combine(_folder.Path, "x.csv"), "--format", "csv", "-o", "json");

        Assert.Equal(ExitCode.PartlyDone, run.Code);
        Assert.StartsWith("The list changed while it was written", run.Error);
        Assert.False(run.Json.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task A_contested_record_is_written_only_when_told_to_settle_it()
    {
        _node.Entries = [Entry("user:u1", RecordState.Contested)];
        var file = FileOf(2);

        var refused = await At("import", "--format", "native", file);
        Assert.Equal(ExitCode.Conflict, refused.Code);
        Assert.Contains("allow user:u1 read doc:a is contested", refused.Error);
        Assert.Empty(_node.Written);

        var settled = await At("import", "--format", "native", file, "--resolve");
        Assert.Equal((ExitCode.Success, "new 1, changed 0, settled 1, removed 0, same 0, refused 0"), (settled.Code, settled.Output));
        Assert.Equal([2], _node.Written);
    }

    [Theory]
    [InlineData(1, ExitCode.Conflict)]
    [InlineData(2, ExitCode.PartlyDone)]
    public async Task What_came_to_be_contested_meanwhile_is_told_with_the_flag_that_settles_it(int refusedWrite, int code)
    {
        _node.Refusal = write => write == refusedWrite ? (409, "contested") : null;

        var run = await At("import", "--format", "native", FileOf(5000));

        Assert.Equal(code, run.Code);
        Assert.Contains("settle it with --resolve.", run.Error);
        Assert.DoesNotContain("refused by the script", run.Error);
    }

    [Theory]
    [InlineData(1, ExitCode.Conflict, "refused by the script")]
    [InlineData(2, ExitCode.PartlyDone, "2000 of 5000 changes are written, the others are not: refused by the script Run it again to go on")]
    public async Task A_write_that_is_refused_midway_tells_how_far_it_came(int refusedWrite, int code, string message)
    {
        _node.Refusal = write => write == refusedWrite ? (409, "version_conflict") : null;

        var run = await At("import", "--format", "native", FileOf(5000));

        Assert.Equal(code, run.Code);
        Assert.Contains(message, run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Every_write_is_bound_to_the_version_that_was_read_first()
    {
        _node.Version = asked => $"v{asked}";

        Assert.Equal(ExitCode.Success, (await At("import", "--format", "native", FileOf(5000))).Code);

        Assert.Equal([2000, 2000, 1000], _node.Written);
        Assert.All(_node.IfVersions, version => Assert.Equal("v1", version));
    }

    [Fact]
    public async Task A_busy_node_is_asked_again()
    {
        _node.Refusal = write => write <= 3 ? (429, "busy") : null;
        var output = new CommandOutput(new System.CommandLine.RootCommand().Parse([]), new Terminal(TextWriter.Null, TextWriter.Null, TextReader.Null, _ => null));
        var writer = new ChangeWriter(AuthMeshClient.Create(_node.Url, null), "default", output, new HurriedTime());

        await writer.WriteAsync([Core.Lists.Change.Remove(new Core.Lists.MembershipKey(new("user:a"), new("group:g")))], new TransactionRequest([]), CancellationToken.None);

        Assert.Equal([1], _node.Written);
    }

    private string FileOf(int count)
    {
        var file = Path.Combine(_folder.Path, Path.GetRandomFileName());
        File.WriteAllText(file, $"entries: [{{allow: [{string.Join(", ", Enumerable.Range(0, count).Select(i => $"user:u{i}"))}], action: read, resource: doc:a}}]");
        return file;
    }

    private static EntryItem Entry(string subject, RecordState state) =>
        new(Effect.Allow, subject, "read", "doc:a", null, null, null, null, state, DateTimeOffset.UnixEpoch, "admin:test", "node", "dot");

    private Task<CommandRun> At(params string[] args) => CommandRun.AsAsync([.. args, "--server", _node.Url.ToString()]);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    /// <summary>Whose timers are due at once.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
