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
        Samples visible = new(), acknowledged = new();
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
        var raw = await RawLink.MeasureAsync(bytes: 500, count: 2_000);
        Console.WriteLine($"visible on all of three  {visible}");
        Console.WriteLine($"acknowledged at the one  {acknowledged}");
        Console.WriteLine($"raw SignalR round trip   {raw}");
        Console.WriteLine($"ratio visible to raw     p50 {visible.Percentile(50) / raw.Percentile(50):0.0}   p99 {visible.Percentile(99) / raw.Percentile(99):0.0}");
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
