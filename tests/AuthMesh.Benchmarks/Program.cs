using AuthMesh.Benchmarks;
using AuthMesh.Benchmarks.Checks;
using AuthMesh.Benchmarks.Http;
using AuthMesh.Benchmarks.Spread;

if (args is [PlainEndpoint.Argument])
{
    return await PlainEndpoint.ServeAsync();
}

if (args is [BareNode.Argument, var folder])
{
    return await BareNode.ServeAsync(folder);
}

// Every figure stands beside a raw one of the same minute; the ratio is what may be compared between machines.
var all = new Dictionary<string, (string What, Func<Task> Run)>
{
    ["write"] = ("a durable signed write against a raw SQLite commit of the same bytes", WriteBenchmark.RunAsync),
    ["spread"] = ("write at one node to applied at all of three and of eight, against a bare chain of the same frameworks", SpreadBenchmark.RunAsync),
    ["throughput"] = ("changes a second: through one writer, and written at all of three nodes until all are equal", ThroughputBenchmark.RunAsync),
    ["fetch"] = ("a fresh node fetches and verifies 50,000 entries, against a copy of the database file", () => FetchBenchmark.RunAsync(50_000)),
    ["fetch-million"] = ("the same with 1,000,000 entries; only when named", () => FetchBenchmark.RunAsync(1_000_000)),
    ["checks"] = ("decisions in process, one thread, against a recursive SQLite query over the same data", ChecksBenchmark.RunAsync),
    ["loading"] = ("the index of a million records out of SQLite, and one change to it", LoadingBenchmark.RunAsync),
    ["http"] = ("checks over HTTP against an endpoint that only parses and answers the same JSON", HttpBenchmark.RunAsync),
};

var chosen = args.Length == 0 ? [.. all.Keys.Except(["fetch-million"])] : args;
if (chosen.FirstOrDefault(name => !all.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'; there are:");
    foreach (var (name, (what, _)) in all)
    {
        Console.Error.WriteLine($"  {name,-14} {what}");
    }

    return 2;
}

foreach (var name in chosen)
{
    Console.WriteLine($"# {name}: {all[name].What}");
    await all[name].Run();
    Console.WriteLine();
}

return 0;
