using System.Diagnostics;
using AuthMesh.Testing.Nodes;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.Benchmarks;

/// <summary>Real processes with TLS, signatures and synchronous=FULL: from the moment a write is sent to one node's API until checks at both others,
/// asked again and again, answer by it. HTTP at both ends is in the figure.</summary>
internal static class SpreadBenchmark
{
    private const int Writes = 400, WarmUp = 200;
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync()
    {
        await using var mesh = await TestMesh.StartAsync(3);
        Samples visible = new(), acknowledged = new(), kestrel = new(), commit = new();
        var folder = Directory.CreateTempSubdirectory("authmesh-bench-");
        using (var raw = new RawCommits(Path.Combine(folder.FullName, "raw.db")))
        using (var http = new HttpClient { BaseAddress = mesh.Nodes[0].Console })
        {
            for (var i = 0; i < WarmUp + Writes; i++)
            {
                var next = Task.Delay(_pace);
                var write = await TimeAsync(mesh, $"user:{i}");

                // The raw ones at the same pace: what an idle machine needs to wake up for a request, and its disk for a commit.
                var request = await TimeAsync(() => http.GetStringAsync("healthz"));
                var committed = await TimeAsync(() => Task.Run(() => raw.Commit(500)));
                if (i >= WarmUp)
                {
                    visible.Add(write.Visible);
                    acknowledged.Add(write.Acknowledged);
                    kestrel.Add(request);
                    commit.Add(committed);
                }

                await next;
            }
        }

        folder.Delete(recursive: true);
        var link = await RawLink.MeasureAsync(bytes: 500, count: 2_000);
        Console.WriteLine($"visible on all of three  {visible}");
        Console.WriteLine($"acknowledged at the one  {acknowledged}");
        Console.WriteLine($"raw SignalR round trip   {link}   one after the other");
        Console.WriteLine($"bare Kestrel round trip  {kestrel}   at the same pace");
        Console.WriteLine($"raw SQLite commit        {commit}   at the same pace");
        Console.WriteLine($"ratio visible to link                  p50 {visible.Percentile(50) / link.Percentile(50):0.0}   p99 {visible.Percentile(99) / link.Percentile(99):0.0}");
        Console.WriteLine($"ratio visible to Kestrel + 2 commits   p50 {visible.Percentile(50) / (kestrel.Percentile(50) + (2 * commit.Percentile(50))):0.0}");
        Console.WriteLine("aims: p50 ≤ 1.5 ms, p99 ≤ 6 ms at 20 writes a second");
    }

    private static async Task<(TimeSpan Visible, TimeSpan Acknowledged)> TimeAsync(TestMesh mesh, string subject)
    {
        var began = Stopwatch.GetTimestamp();
        var write = TimeAsync(() => mesh.Nodes[0].WriteAsync(Allow(subject)));
        await Task.WhenAll(mesh.Nodes.Skip(1).Select(async node =>
        {
            while (!await node.MayReadAsync(subject))
            {
            }
        }));
        return (Stopwatch.GetElapsedTime(began), await write);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began);
    }
}
