using AuthMesh.Storage.Database;
using AuthMesh.Storage.Replica;
using AuthMesh.Storage.Schema;
using static AuthMesh.Testing.Storage.StoreSamples;

namespace AuthMesh.Storage.Tests;

/// <summary>When the log is carried over into the database: the file grows only then.</summary>
public sealed class WriteAheadLogTests : IDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly TestDirectory _directory = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteReplicaStore _store;
    private readonly long _lengthAtFirst;
    private long _seq;

    public WriteAheadLogTests()
    {
        _database = new SqliteDatabase(Path.Combine(_directory.Path, "authmesh.db"), new StorageOptions { CheckpointMegabytes = 1 });
        OwnerOnly.CreateFile(_database.Path);
        SchemaUpgrade.Run(_database);
        _store = new SqliteReplicaStore(_database.OpenWriter());
        _lengthAtFirst = Length;
    }

    private long Length => new FileInfo(_database.Path).Length;

    [Fact]
    public void A_log_that_is_long_enough_is_carried_over_when_nobody_waits_and_not_by_the_commit()
    {
        Commit(bytes: Megabyte + (Megabyte / 2));
        Assert.Equal(_lengthAtFirst, Length);

        _store.Upkeep();
        Assert.InRange(Length, _lengthAtFirst + Megabyte, long.MaxValue);
    }

    [Fact]
    public void A_short_log_is_left_until_it_is_long_also_after_another_was_carried_over()
    {
        Commit(bytes: Megabyte / 2);
        _store.Upkeep();
        Assert.Equal(_lengthAtFirst, Length);

        Commit(bytes: Megabyte);
        _store.Upkeep();
        var carriedOver = Length;
        Assert.InRange(carriedOver, _lengthAtFirst + Megabyte, long.MaxValue);

        Commit(bytes: Megabyte / 2);
        _store.Upkeep();
        Assert.Equal(carriedOver, Length);
    }

    [Fact]
    public void Where_nobody_ever_looks_after_it_the_log_is_bounded_all_the_same()
    {
        for (var i = 0; i < 10; i++)
        {
            Commit(bytes: Megabyte / 2);
        }

        Assert.InRange(Length, _lengthAtFirst + Megabyte, long.MaxValue);
    }

    public void Dispose()
    {
        _store.Dispose();
        _database.CloseReaders();
        _directory.Dispose();
    }

    private void Commit(int bytes)
    {
        _store.Append(Batch(1, ++_seq, bodySize: bytes));
        _store.Commit();
    }
}
