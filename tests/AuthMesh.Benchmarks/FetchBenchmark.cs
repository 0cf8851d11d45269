using System.Diagnostics;
using AuthMesh.Testing.Nodes;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.Benchmarks;

/// <summary>Real processes with TLS and synchronous=FULL: from the moment a fresh node is told to join until it has the list, every batch checked.</summary>
/// <remarks>The journal is made in two ways: as people make one, entry by entry, each signed in a batch with what else came in these milliseconds; and as an import makes one.</remarks>
internal static class FetchBenchmark
{
    private const int Clients = 32;

    /// <summary>Beyond so many, entry by entry takes longer to write than anybody wants to wait.</summary>
    private const int MostOneByOne = 100_000;

    public static async Task RunAsync(int entries)
    {
        if (entries <= MostOneByOne)
        {
            await RunAsync("one by one", entries, changes: 1);
        }

        await RunAsync("500 at a time", entries, changes: 500);
        Console.WriteLine("aim: 20,000 entries/s");
    }

    private static async Task RunAsync(string how, int entries, int changes)
    {
        await using var mesh = await TestMesh.StartAsync(1);
        var giver = mesh.Nodes[0];
        await FillAsync(giver, entries, changes);
        var held = await mesh.ConvergedAsync();
        mesh.Nodes.Add(await NodeProcess.StartAsync(new NodeSettings { Name = "fresh" }));
        var invitation = await giver.Client.InviteAsync(new());

        var (worked, gave) = (mesh.Nodes[1].ProcessorTime, giver.ProcessorTime);
        var began = Stopwatch.GetTimestamp();
        await mesh.Nodes[1].Client.JoinAsync(invitation.Join);
        await TestMesh.EventuallyAsync(async () => await mesh.Nodes[1].Client.GetStatusAsync("default") is { Ready: true } s && s.StateHash == held.StateHash, TimeSpan.FromMinutes(30));
        var took = Stopwatch.GetElapsedTime(began);
        (worked, gave) = (mesh.Nodes[1].ProcessorTime - worked, giver.ProcessorTime - gave);

        var (copied, bytes) = Copy(giver.Settings.DataDirectory);
        Console.WriteLine($"{entries:N0} entries, written {how}, {held.Vector.Sum(t => t.Seq):N0} batches: fetched and verified in {took.TotalSeconds:0.00} s, {entries / took.TotalSeconds:N0} entries/s");
        Console.WriteLine($"  processor time {worked.TotalSeconds:0.00} s at the fresh node, {gave.TotalSeconds:0.00} s at the giving one: {entries / worked.TotalSeconds:N0} entries for a second of the former");
        Console.WriteLine($"  copying the file of {bytes / 1e6:0.0} MB, to the disk: {copied.TotalSeconds:0.000} s; ratio {took / copied:0.0}");
    }

    private static async Task FillAsync(NodeProcess node, int entries, int changes)
    {
        var next = -changes;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            for (var first = Interlocked.Add(ref next, changes); first < entries; first = Interlocked.Add(ref next, changes))
            {
                await node.WriteAsync([.. Enumerable.Range(first, Math.Min(changes, entries - first)).Select(i => Allow($"user:person-{i}", resource: $"doc:/plans/{i % 1_000}/*"))]);
            }
        }));
    }

    /// <summary>Copies the database with what waits beside it to be written into it, as far as the disk.</summary>
    private static (TimeSpan Took, long Bytes) Copy(string dataDirectory)
    {
        var bytes = 0L;
        var target = Directory.CreateTempSubdirectory("authmesh-bench-");
        var began = Stopwatch.GetTimestamp();
        foreach (var file in Directory.EnumerateFiles(dataDirectory, "authmesh.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var to = new FileStream(Path.Combine(target.FullName, Path.GetFileName(file)), FileMode.CreateNew);
            from.CopyTo(to, 1 << 20);
            to.Flush(flushToDisk: true);
            bytes += to.Length;
        }

        var took = Stopwatch.GetElapsedTime(began);
        target.Delete(recursive: true);
        return (took, bytes);
    }
}
