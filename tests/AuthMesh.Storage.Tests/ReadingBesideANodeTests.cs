using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using static AuthMesh.Testing.Storage.StoreSamples;

namespace AuthMesh.Storage.Tests;

/// <summary>What a command sees of a data directory that a node may be running on.</summary>
public sealed class ReadingBesideANodeTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly DataDirectoryLock _lock;

    public ReadingBesideANodeTests() => _lock = DataDirectoryLock.Acquire(_directory.Path);

    [Fact]
    public void It_sees_one_committed_state_while_the_node_goes_on()
    {
        using var storage = SqliteStorage.Open(_lock, new StorageOptions());
        storage.Replica.Append(Batch(1, 1));
        storage.Replica.Commit();
        using var reading = SqliteStorage.OpenForReading(_directory.Path);
        Assert.Single(reading.ReadJournal(ListName.Default, 0, 10, 1000));

        storage.Replica.Append(Batch(1, 2));
        storage.Replica.Commit();

        Assert.Single(reading.ReadJournal(ListName.Default, 0, 10, 1000));
        Assert.Equal(2, storage.Replica.ReadJournal(ListName.Default, 0, 10, 1000).Count);
    }

    [Fact]
    public void It_changes_nothing()
    {
        using var storage = SqliteStorage.Open(_lock, new StorageOptions());
        using var reading = SqliteStorage.OpenForReading(_directory.Path);

        Assert.Throws<StoreException>(() => reading.WriteSetting("a", "b"));
        Assert.Throws<StoreException>(() => reading.Append(Batch(1, 1)));

        storage.Replica.WriteSetting("a", "c");
        storage.Replica.Commit();
        Assert.Equal("c", storage.Replica.ReadSetting("a"));
    }

    [Fact]
    public void Where_there_is_no_database_it_says_so()
    {
        var missing = Assert.Throws<StoreException>(() => SqliteStorage.OpenForReading(_directory.Path));

        Assert.Contains(_directory.Path, missing.Message);
        Assert.DoesNotContain(Directory.GetFiles(_directory.Path), file => file.EndsWith(".db", StringComparison.Ordinal));
    }

    [Fact]
    public void A_scratch_store_is_a_store()
    {
        using var scratch = SqliteStorage.OpenScratch(Path.Combine(_directory.Path, "scratch.db"));

        scratch.Append(Batch(1, 1));
        scratch.Commit();

        Assert.Single(scratch.ReadTips(ListName.Default));
    }

    public void Dispose()
    {
        _lock.Dispose();
        _directory.Dispose();
    }
}
