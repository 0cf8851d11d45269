using System.Diagnostics;
using System.Globalization;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Storage;

namespace AuthMesh.Benchmarks.Checks;

/// <summary>What a start waits for, and what a change does: the index of a million records out of SQLite, and the next version of it.</summary>
internal static class LoadingBenchmark
{
    private const int Changes = 2_000;

    public static Task RunAsync()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var folder = Directory.CreateTempSubdirectory("authmesh-bench-");
        using (var store = SqliteStorage.OpenScratch(Path.Combine(folder.FullName, "records.db")))
        {
            var records = Fill(store, CheckMix.Roles(roles: 9_000, rules: 900_000, users: 50_000).Records);
            var read = Time(() => store.ReadRecords(ListName.Default).Count());
            var indexed = Time(() => DecisionIndex.Build(store.ReadRecords(ListName.Default)));
            var loaded = Time(() => Load(store));
            Console.WriteLine($"loading {records:N0} records from SQLite   {loaded}   with the inventory for searches");
            Console.WriteLine($"  without the inventory   {indexed}");
            Console.WriteLine($"  reading them alone      {read}");
            Collect(store);
        }

        folder.Delete(recursive: true);
        Change(DecisionIndex.Build(CheckMix.Roles(roles: 10_000, rules: 1_000_000, users: 100_000).Records));
        Console.WriteLine("aims: a million records in < 5 s, a change at a million rules in < 100 µs");
        return Task.CompletedTask;
    }

    /// <summary>As a list does at a start.</summary>
    private static Inventory Load(IReplicaStore store)
    {
        var inventory = new InventoryBuilder();
        var index = DecisionIndex.Build(store.ReadRecords(ListName.Default).Select(record =>
        {
            inventory.Add(record.Key);
            return record;
        }));
        return inventory.Done(index);
    }

    /// <summary>For how long a collection of everything stops a node that holds the list, where it is not done in the background.</summary>
    private static void Collect(IReplicaStore store)
    {
        var index = DecisionIndex.Build(store.ReadRecords(ListName.Default));
        GC.Collect();
        var began = Stopwatch.GetTimestamp();
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: false);
        Console.WriteLine($"  a full collection       {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms");
        GC.KeepAlive(index);
    }

    private static int Fill(IReplicaStore store, IEnumerable<ListRecord> records)
    {
        var count = 0;
        foreach (var record in records)
        {
            store.WriteRecord(ListName.Default, record);
            count++;
        }

        store.Commit();
        return count;
    }

    private static void Change(DecisionIndex index)
    {
        Samples samples = new();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Changes; i++)
        {
            var record = SampleRecords.Allow($"role:{i}", "read", $"doc:/new/{i}");
            var began = Stopwatch.GetTimestamp();
            index = index.With([record]);
            samples.Add(Stopwatch.GetElapsedTime(began));
            if (!index.IsAllowed(new AccessRequest($"role:{i}", "read", $"doc:/new/{i}"), instant: 1))
            {
                throw new InvalidOperationException("The change is not to be seen.");
            }
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Console.WriteLine($"one change at 1,000,000 rules   p50 {samples.Percentile(50) * 1000:0} µs   p99 {samples.Percentile(99) * 1000:0} µs   {allocated / Changes:N0} bytes");
    }

    /// <summary>On a machine that has other things to do, the processor's time says more.</summary>
    private static string Time<T>(Func<T> work)
    {
        var (began, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        work();
        return $"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s ({(Environment.CpuUsage.TotalTime - worked).TotalSeconds:0.0} s of processor time)";
    }
}
