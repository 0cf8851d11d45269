using System.Globalization;
using System.Text.Json;
using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Command;

/// <summary>Results in words, in Markdown or as JSON.</summary>
public static class Reports
{
    private static readonly JsonSerializerOptions _json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static readonly (string Title, Func<RunResult, string> Cell)[] _columns =
    [
        ("strategy", r => r.Strategy),
        ("scenario", r => r.Scenario),
        ("nodes", r => Text(r.Nodes)),
        ("updates", r => Text(r.Updates)),
        ("copies", r => Text(r.Copies, 3)),
        ("duplicates", r => Text(r.Duplicates)),
        ("sent again", r => Text(r.Retransmissions)),
        ("control msgs", r => Text(r.ControlMessages, 2)),
        ("bytes", r => Text(r.BytesEach, 0)),
        ("hops p50/p99/max", r => $"{r.HopsP50}/{r.HopsP99}/{r.HopsMax}"),
        ("ms to all p50/p99/max", r => $"{r.ToAllP50}/{r.ToAllP99}/{r.ToAllMax}"),
        ("backlog KiB", r => Text(r.LargestBacklog / 1024.0, 1)),
        ("dials", r => Text(r.Dials)),
        ("reconnects", r => Text(r.Reconnects)),
        ("missing", r => Text(r.Missing)),
        ("verdict", r => r.Verdict),
    ];

    /// <summary>One JSON object on one line.</summary>
    public static string Json(RunResult result) => JsonSerializer.Serialize(result, _json);

    /// <summary>The head of the Markdown table.</summary>
    public static string TableHead => $"| {string.Join(" | ", _columns.Select(c => c.Title))} |\n|{string.Concat(_columns.Select(_ => "---|"))}";

    /// <summary>A row of the Markdown table.</summary>
    public static string TableRow(RunResult result) => $"| {string.Join(" | ", _columns.Select(c => c.Cell(result)))} |";

    /// <summary>A result to read.</summary>
    public static string Describe(RunResult result)
    {
        var lines = new List<string> { $"{result.Scenario}, {result.Strategy}, seed {result.Seed}, {result.Seconds:0.0} s of real time" };
        lines.AddRange(_columns[2..^1].Select(c => $"  {c.Title,-34} {c.Cell(result)}"));
        lines.Add($"  {"control bytes",-34} {Text(result.ControlBytesEach, 0)}");
        lines.Add($"  {"links in the end",-34} {Text(result.Links)}");
        lines.Add($"  {"most bytes of a node in a second",-34} {Text(result.LargestOutgoing)}");
        lines.Add($"  {"idle bytes a second and link",-34} {Text(result.IdleBytes, 1)}");
        lines.Add($"  {"all had all after (ms)",-34} {Text(result.SettledAfter)}");
        lines.Add($"  {"answers checked",-34} {Text(result.AnswersChecked)}");
        lines.Add($"  {"trace hash",-34} {result.TraceHash}");
        lines.AddRange(result.Messages.Select(m => $"  {m.Key,-34} {Text(m.Value.Count)} messages of {Text(m.Value.Bytes)} bytes"));
        lines.AddRange(result.Observed.Select(o => $"  {o.Key,-50} {Text(o.Value, 2)}"));
        lines.AddRange(result.Bounds.Select(b => $"  {(b.Holds ? "holds   " : "EXCEEDED")} {b}"));
        lines.Add(result.Holds ? "  verdict: holds" : $"  verdict: FAILS — {result.Verdict}");
        return string.Join('\n', lines);
    }

    /// <summary>A failing run: how to see it again, and the latest events.</summary>
    public static string Failure(RunResult result, RunOptions options) => string.Join('\n',
        [$"seed {result.Seed} of {result.Scenario} fails: {result.Verdict}",
        $"again: --scenario {result.Scenario} --strategy {result.Strategy} --nodes {options.Nodes} --updates {options.Updates} --writers {options.Writers} --rate {options.Rate} --seed {result.Seed}",
        .. result.Trace]);

    private static string Text(double value, int decimals = 0) => value.ToString($"N{decimals}", CultureInfo.InvariantCulture);
}
