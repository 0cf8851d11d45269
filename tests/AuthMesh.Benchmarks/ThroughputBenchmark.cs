using System.Diagnostics;
using AuthMesh.Testing.Nodes;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.Benchmarks;

/// <summary>Real processes; the clients run on the same cores and count against the figures.</summary>
internal static class ThroughputBenchmark
{
    public static async Task RunAsync()
    {
        await using (var one = await TestMesh.StartAsync(1))
        {
            await WriteAsync(one, "warm", writes: 2_000, clients: 32, changes: 1);
            var took = await WriteAsync(one, "alone", writes: 10_000, clients: 64, changes: 1);
            Console.WriteLine($"one writer, one by one        {10_000 / took.TotalSeconds,8:0} changes/s");
        }

        await using var mesh = await TestMesh.StartAsync(3);
        await WriteAsync(mesh, "warm", writes: 3_000, clients: 48, changes: 1);
        await ConvergeAsync(mesh, "one by one", "single", writes: 6_000, clients: 96, changes: 1, aim: 2_000);
        await ConvergeAsync(mesh, "in batches of 50", "batch", writes: 600, clients: 12, changes: 50, aim: 8_000);
        await ConvergeAsync(mesh, "in batches of 500", "large", writes: 90, clients: 6, changes: 500, aim: 8_000);
    }

    private static async Task ConvergeAsync(TestMesh mesh, string how, string name, int writes, int clients, int changes, int aim)
    {
        await mesh.ConvergedAsync();
        var began = Stopwatch.GetTimestamp();
        var written = await WriteAsync(mesh, name, writes, clients, changes);
        await mesh.ConvergedAsync();
        var converged = Stopwatch.GetElapsedTime(began);
        Console.WriteLine(
            $"three writers, {how,-17}{writes * changes / converged.TotalSeconds,7:0} changes/s converged (aim {aim}); " +
            $"all equal {(converged - written).TotalMilliseconds:0} ms after the last of {writes} acknowledgements (aim 1000)");
    }

    private static async Task<TimeSpan> WriteAsync(TestMesh mesh, string name, int writes, int clients, int changes)
    {
        var next = -1;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            for (var i = Interlocked.Increment(ref next); i < writes; i = Interlocked.Increment(ref next))
            {
                await mesh.Nodes[client % mesh.Nodes.Count].WriteAsync([.. Enumerable.Range(0, changes).Select(c => Allow($"user:{name}-{i}-{c}"))]);
            }
        }));
        return Stopwatch.GetElapsedTime(began);
    }
}
