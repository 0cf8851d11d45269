using System.Diagnostics;
using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Storage;
using AuthMesh.Transport.Identity;

namespace AuthMesh.Benchmarks;

/// <summary>What signing, hashing, merging and indexing add to a commit: in process, one write a round, both in turn.</summary>
internal static class WriteBenchmark
{
    private const int Writes = 2_000, WarmUp = 300;

    public static Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("authmesh-bench-");
        using (var held = DataDirectoryLock.Acquire(folder.FullName))
        using (var storage = SqliteStorage.Open(held, new StorageOptions()))
        using (var raw = new RawCommits(Path.Combine(folder.FullName, "raw.db")))
        using (var key = NodeKey.Generate())
        {
            var replica = new Replica(key, storage.Replica, new EcdsaVerifier(), new SystemEntropy(), new ReplicaOptions());
            replica.Start(Now());
            replica.Handle(new FoundingRequested(1, "bench", "https://localhost:7443"), Now());
            replica.CompleteRound(Now());

            Samples ours = new(), theirs = new();
            var bytes = 400;
            for (var i = 0; i < WarmUp + Writes; i++)
            {
                var began = Stopwatch.GetTimestamp();
                replica.Handle(new WriteRequested(i + 2, Allow($"user:{i}")), Now());
                var effects = replica.CompleteRound(Now());
                var took = Stopwatch.GetElapsedTime(began);
                bytes = effects.OfType<ListPublished>().Single().Batches[0].Body.Length;

                began = Stopwatch.GetTimestamp();
                raw.Commit(bytes);
                if (i >= WarmUp)
                {
                    ours.Add(took);
                    theirs.Add(Stopwatch.GetElapsedTime(began));
                }
            }

            Console.WriteLine($"durable signed write   {ours}");
            Console.WriteLine($"raw SQLite commit      {theirs}   of the same {bytes} bytes, synchronous=FULL");
            Console.WriteLine($"ratio                  p50 {ours.Percentile(50) / theirs.Percentile(50):0.00}   p99 {ours.Percentile(99) / theirs.Percentile(99):0.00}");
        }

        folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private static ReplicaTime Now() => new(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), Environment.TickCount64);

    private static WriteRequest Allow(string subject) =>
        new(ListName.Default, new Transaction("bench", "", [Change.Put(new EntryKey(Effect.Allow, subject, "read", "doc:*"))]));
}
