using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AuthMesh.Testing.Nodes;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.Benchmarks;

/// <summary>Real processes with TLS, signatures and synchronous=FULL: from the moment a write is sent to one node's API until checks at all others,
/// which demand the write's version, are answered.</summary>
/// <remarks>So two HTTP requests, one after the other, are in the figure. Asking again and again instead would measure how the asking itself
/// fills the processors.</remarks>
internal static class SpreadBenchmark
{
    private const int Writes = 400, WarmUp = 200;
    private static readonly (int Nodes, string Aims)[] _sizes = [(3, "p50 ≤ 1.5 ms, p99 ≤ 6 ms"), (8, "p99 ≤ 25 ms")];
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync()
    {
        foreach (var (nodes, aims) in _sizes)
        {
            await RunAsync(nodes, aims);
        }
    }

    private static async Task RunAsync(int nodes, string aims)
    {
        await using var mesh = await TestMesh.StartAsync(nodes);
        Samples visible = new(), acknowledged = new(), kestrel = new(), commit = new();
        var folder = Directory.CreateTempSubdirectory("authmesh-bench-");
        using (var raw = new RawCommits(Path.Combine(folder.FullName, "raw.db")))
        using (var http = new HttpClient { BaseAddress = mesh.Nodes[0].Console })
        {
            List<HttpClient> others = [.. mesh.Nodes.Skip(1).Select(Connect)];
            for (var i = 0; i < WarmUp + Writes; i++)
            {
                var next = Task.Delay(_pace);
                var write = await TimeAsync(mesh, others, $"user:{i}");

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

            others.ForEach(other => other.Dispose());
        }

        folder.Delete(recursive: true);
        var link = await RawLink.MeasureAsync(bytes: 500, count: 2_000);
        Console.WriteLine($"visible on all of {nodes}      {visible}");
        Console.WriteLine($"acknowledged at the one  {acknowledged}");
        Console.WriteLine($"raw SignalR round trip   {link}   one after the other");
        Console.WriteLine($"bare Kestrel round trip  {kestrel}   at the same pace");
        Console.WriteLine($"raw SQLite commit        {commit}   at the same pace");
        Console.WriteLine($"ratio visible to link                  p50 {visible.Percentile(50) / link.Percentile(50):0.0}   p99 {visible.Percentile(99) / link.Percentile(99):0.0}");
        foreach (var percent in (int[])[50, 90])
        {
            var floor = (2 * kestrel.Percentile(percent)) + link.Percentile(percent) + (2 * commit.Percentile(percent));
            Console.WriteLine($"ratio visible to 2 Kestrel + link + 2 commits   p{percent} {visible.Percentile(percent) / floor:0.00} (of {floor:0.000} ms)");
        }

        Console.WriteLine($"aims: {aims} at 20 writes a second");
    }

    private static async Task<(TimeSpan Visible, TimeSpan Acknowledged)> TimeAsync(TestMesh mesh, IReadOnlyList<HttpClient> others, string subject)
    {
        var began = Stopwatch.GetTimestamp();
        var written = await mesh.Nodes[0].WriteAsync(Allow(subject));
        var acknowledged = Stopwatch.GetElapsedTime(began);
        await Task.WhenAll(others.Select(http => CheckAsync(http, subject, written.Version)));
        return (Stopwatch.GetElapsedTime(began), acknowledged);
    }

    private static async Task CheckAsync(HttpClient http, string subject, string version)
    {
        var user = subject.Split(':');
        using var request = new HttpRequestMessage(HttpMethod.Post, "access/v1/evaluation")
        {
            Headers = { { "AuthMesh-At-Least", version } },
            Content = JsonContent.Create(new { subject = new { type = user[0], id = user[1] }, action = new { name = "read" }, resource = new { type = "doc", id = "x" } }),
        };
        using var answer = await http.SendAsync(request);
        if (await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync() is not "{\"decision\":true}")
        {
            throw new InvalidOperationException($"{http.BaseAddress} does not allow {subject} at {version}.");
        }
    }

    private static HttpClient Connect(NodeProcess node) => new()
    {
        BaseAddress = node.Console,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", node.Token) },
    };

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began);
    }
}
