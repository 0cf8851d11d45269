using System.Collections.Concurrent;
using System.Diagnostics;
using AuthMesh.Testing.Nodes;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.Benchmarks;

/// <summary>Real processes with TLS, signatures and synchronous=FULL: from the moment a write is sent to one node's API until both
/// others have told their followers that they applied it. HTTP at both ends is in the figure.</summary>
internal static class SpreadBenchmark
{
    private const int Writes = 400, WarmUp = 100;
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync()
    {
        await using var mesh = await TestMesh.StartAsync(3);
        using var stop = new CancellationTokenSource();
        var seen = new ConcurrentDictionary<string, long>[] { new(), new() };
        var followers = seen.Select((times, i) => FollowAsync(mesh.Nodes[i + 1], times, stop.Token)).ToList();
        Samples visible = new(), acknowledged = new(), kestrel = new(), commit = new();
        var folder = Directory.CreateTempSubdirectory("authmesh-bench-");
        using var raw = new RawCommits(Path.Combine(folder.FullName, "raw.db"));
        using var http = new HttpClient { BaseAddress = mesh.Nodes[0].Console };
        var began = new Dictionary<string, long>();
        for (var i = 0; i < WarmUp + Writes; i++)
        {
            var next = Task.Delay(_pace);
            var start = Stopwatch.GetTimestamp();
            var result = await mesh.Nodes[0].WriteAsync(Allow($"user:{i}"));
            if (i >= WarmUp)
            {
                acknowledged.Add(Stopwatch.GetElapsedTime(start));
                began.Add(result.Dot!, start);
            }

            // The raw ones at the same pace: what an idle machine needs to wake up for a request, and its disk for a commit.
            start = Stopwatch.GetTimestamp();
            await http.GetStringAsync("healthz");
            kestrel.Add(Stopwatch.GetElapsedTime(start));
            start = Stopwatch.GetTimestamp();
            raw.Commit(500);
            commit.Add(Stopwatch.GetElapsedTime(start));
            await next;
        }

        await mesh.ConvergedAsync();
        await TestMesh.EventuallyAsync(() => Task.FromResult(seen.All(times => began.Keys.All(times.ContainsKey))));
        foreach (var (dot, start) in began)
        {
            visible.Add(Stopwatch.GetElapsedTime(start, seen.Max(times => times[dot])));
        }

        await stop.CancelAsync();
        await Task.WhenAll(followers);
        var link = await RawLink.MeasureAsync(bytes: 500, count: 2_000);
        folder.Delete(recursive: true);
        Console.WriteLine($"visible on all of three  {visible}");
        Console.WriteLine($"acknowledged at the one  {acknowledged}");
        Console.WriteLine($"raw SignalR round trip   {link}   one after the other");
        Console.WriteLine($"bare Kestrel round trip  {kestrel}   at the same pace");
        Console.WriteLine($"raw SQLite commit        {commit}   at the same pace");
        Console.WriteLine($"ratio visible to link    p50 {visible.Percentile(50) / link.Percentile(50):0.0}   p99 {visible.Percentile(99) / link.Percentile(99):0.0}");
        Console.WriteLine($"ratio visible to Kestrel + 2 commits   p50 {visible.Percentile(50) / (kestrel.Percentile(50) + (2 * commit.Percentile(50))):0.0}");
        Console.WriteLine("aims: p50 ≤ 1.5 ms, p99 ≤ 6 ms at 20 writes a second");
    }

    private static async Task FollowAsync(NodeProcess node, ConcurrentDictionary<string, long> times, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var item in node.Client.FollowJournalAsync("default", cancellationToken: cancellationToken))
            {
                times[item.Dot] = Stopwatch.GetTimestamp();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
