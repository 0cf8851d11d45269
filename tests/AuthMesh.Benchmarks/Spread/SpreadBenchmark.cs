using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AuthMesh.Testing.Nodes;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.Benchmarks.Spread;

/// <summary>Real processes with TLS, signatures and synchronous=FULL: from the moment a write is sent to one node's API until all others say that they have applied it; and, as an
/// application meets it, until checks at all others are answered, which demand the version that the write's answer gave.</summary>
/// <remarks>The latter has two HTTP requests in it, one after the other. Asking again and again instead would measure how the asking itself fills the processors.</remarks>
internal static class SpreadBenchmark
{
    private const int Writes = 400, BatchBytes = 400;

    /// <summary>So many that code is compiled for good and what the start left behind was collected: a node's first collections take several times as long as later ones.</summary>
    private const int WarmUp = 1_000;

    private static readonly (int Nodes, string Aims)[] _sizes = [(3, "p50 ≤ 1.5 ms, p99 ≤ 6 ms"), (8, "p99 ≤ 25 ms")];
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(25);

    public static async Task RunAsync()
    {
        foreach (var (nodes, aims) in _sizes)
        {
            await using var mesh = await TestMesh.StartAsync(nodes);
            await using var bare = await BareChain.StartAsync(nodes);
            Console.WriteLine($"{nodes} nodes, {1 / (2 * _pace.TotalSeconds):0} writes a second at each chain in turn; aims for applied: {aims}");
            await TimeApplicationAsync(mesh, bare);
            await TimeReadingAsync(mesh, bare);
            Console.WriteLine($"raw SignalR round trip   {await RawLink.MeasureAsync(BatchBytes, count: 2_000)}   one after the other");
        }
    }

    private static async Task TimeApplicationAsync(TestMesh mesh, BareChain bare)
    {
        var watches = await Task.WhenAll(mesh.Nodes.Skip(1).Select(AppliedWatch.OpenAsync));
        await CompareAsync("applied at all others", mesh, bare, bare.TimeApplicationAsync, async subject =>
        {
            var applied = Task.WhenAll(watches.Select(watch => watch.AppliedAsync(subject)));
            var began = Stopwatch.GetTimestamp();
            await mesh.Nodes[0].WriteAsync(Allow(subject));
            var acknowledged = Stopwatch.GetElapsedTime(began);
            await applied;
            return new SpreadTimes(Stopwatch.GetElapsedTime(began), acknowledged);
        });
        await Task.WhenAll(watches.Select(watch => watch.DisposeAsync().AsTask()));
    }

    private static async Task TimeReadingAsync(TestMesh mesh, BareChain bare)
    {
        List<HttpClient> others = [.. mesh.Nodes.Skip(1).Select(Connect)];
        await CompareAsync("read at all others", mesh, bare, bare.TimeReadingAsync, async subject =>
        {
            var began = Stopwatch.GetTimestamp();
            var written = await mesh.Nodes[0].WriteAsync(Allow(subject));
            var acknowledged = Stopwatch.GetElapsedTime(began);
            await Task.WhenAll(others.Select(http => CheckAsync(http, subject, written.Version)));
            return new SpreadTimes(Stopwatch.GetElapsedTime(began), acknowledged);
        });
        others.ForEach(other => other.Dispose());
    }

    /// <summary>Writes at both chains in turn, so that both meet the same minutes of the machine.</summary>
    private static async Task CompareAsync(string everywhere, TestMesh mesh, BareChain bare, Func<int, Task<SpreadTimes>> bareWrite, Func<string, Task<SpreadTimes>> write)
    {
        var ours = new SpreadFigures("nodes", everywhere, () => mesh.Nodes.Aggregate(TimeSpan.Zero, (sum, node) => sum + node.ProcessorTime));
        var theirs = new SpreadFigures("bare chain", everywhere, () => bare.ProcessorTime);
        var moments = new Random(1);
        for (var i = 0; i < WarmUp; i++)
        {
            await write($"user:{everywhere[0]}-warm-{i}");
            await bareWrite(BatchBytes);
        }

        for (var i = 0; i < Writes; i++)
        {
            var subject = $"user:{everywhere[0]}-{i}";
            await ours.TakeAsync(() => write(subject), Slot());
            await theirs.TakeAsync(() => bareWrite(BatchBytes), Slot());
        }

        Console.WriteLine(ours);
        Console.WriteLine(theirs);
        Console.WriteLine($"ratio       {ours.Against(theirs)}");

        // Not at even times: a multiple of the nodes' tick would meet it each time, or never.
        TimeSpan Slot() => _pace * (0.5 + moments.NextDouble());
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
}
