using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Testing.Storage;
using FsCheck;
using FsCheck.Fluent;
using static AuthMesh.Testing.Storage.StoreSamples;

namespace AuthMesh.Storage.Tests;

/// <summary>Whatever is done to both, the fake and the database show the same.</summary>
public sealed class StoreAgreementTests
{
    private enum Deed
    {
        Append,
        AppendElsewhere,
        AppendDouble,
        Put,
        Remove,
        Forget,
        WriteList,
        Commit,
        Rollback,
        Clear,
        Reopen,
    }

    private static readonly Arbitrary<(Deed Deed, int N)[]> Lives = Gen.Frequency(
            (6, Gen.Constant(Deed.Append)),
            (3, Gen.Constant(Deed.AppendElsewhere)),
            (1, Gen.Constant(Deed.AppendDouble)),
            (6, Gen.Constant(Deed.Put)),
            (3, Gen.Constant(Deed.Remove)),
            (1, Gen.Constant(Deed.Forget)),
            (2, Gen.Constant(Deed.WriteList)),
            (5, Gen.Constant(Deed.Commit)),
            (2, Gen.Constant(Deed.Rollback)),
            (1, Gen.Constant(Deed.Clear)),
            (1, Gen.Constant(Deed.Reopen)))
        .Zip(Gen.Choose(1, 4)).ArrayOf().Resize(60).ToArbitrary();

    [Fact]
    public void Both_stores_agree_after_every_deed() => Prop.ForAll(Lives, Live).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private static void Live((Deed Deed, int N)[] life)
    {
        using var directory = new TestDirectory();
        using var held = DataDirectoryLock.Acquire(directory.Path);
        var fake = new MemoryReplicaStore();
        var storage = SqliteStorage.Open(held, new StorageOptions());
        for (var step = 0; step < life.Length; step++)
        {
            var (deed, n) = life[step];
            if (deed == Deed.Reopen)
            {
                fake = fake.Crash();
                storage.Dispose();
                storage = SqliteStorage.Open(held, new StorageOptions());
            }
            else
            {
                Assert.Equal(Do(fake, deed, n, step), Do(storage.Replica, deed, n, step));
            }

            foreach (var list in (ListName[])[ListName.Default, Warehouse])
            {
                Assert.Equal(Shown.Everything(fake, list), Shown.Everything(storage.Replica, list));
                Assert.Equal(Listed(fake, list), Listed(storage.Queries, list));
            }
        }

        storage.Dispose();
        fake.Dispose();
    }

    /// <returns>False when the store refused.</returns>
    private static bool Do(IReplicaStore store, Deed deed, int n, int step)
    {
        try
        {
            Do(store, deed, n, step, Entry($"user:{n}"));
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    private static void Do(IReplicaStore store, Deed deed, int n, int step, EntryKey key)
    {
        switch (deed)
        {
            case Deed.Append:
                store.Append(Batch(n, step + 1));
                break;
            case Deed.AppendElsewhere:
                store.Append(Batch(n, step + 1, Warehouse, past: new StoredPast(true, [Dot(n + 10, 1)], [Dot(n + 20, step)])));
                break;
            case Deed.AppendDouble:
                store.Append(Batch(n + 50, 1));
                break;
            case Deed.Put:
                store.WriteRecord(ListName.Default, Record(key, Put(n, step), Put(n + 30, step)));
                break;
            case Deed.Remove:
                store.WriteRecord(ListName.Default, Record(key, Remove(n, step)));
                break;
            case Deed.Forget:
                store.WriteRecord(ListName.Default, Record(key));
                break;
            case Deed.WriteList:
                store.WriteList(List(n == 1 ? Warehouse : ListName.Default, entries: step));
                break;
            case Deed.Commit:
                store.Commit();
                break;
            case Deed.Rollback:
                store.Rollback();
                break;
            case Deed.Clear:
                store.Clear();
                break;
        }
    }

    private static List<string> Listed(IListQueries queries, ListName list) =>
    [
        .. queries.Records(list, new RecordFilter(null), 1000, null).Records.Select(Shown.Of),
        .. queries.Journal(list, Core.Journal.VersionVector.Of([Dot(1, 20)]), 0, 1000).Select(Shown.Of),
    ];
}
