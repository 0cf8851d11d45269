using AuthMesh.Core.Persistence;
using AuthMesh.Testing.Storage;

namespace AuthMesh.Storage.Tests;

/// <summary>The fake keeps the promises of the real one.</summary>
public sealed class MemoryReplicaStoreTests : ReplicaStoreConformance, IDisposable
{
    private MemoryReplicaStore _store = new();

    protected override IReplicaStore Store => _store;

    protected override IListQueries Queries => _store;

    protected override void Reopen() => _store = _store.Crash();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_store_that_crashed_is_not_used_again()
    {
        var dead = _store;
        Reopen();

        Assert.Throws<ObjectDisposedException>(() => dead.WriteSetting("a", "b"));
        Assert.Throws<ObjectDisposedException>(dead.Commit);
    }

    [Fact]
    public void A_backup_and_its_original_go_separate_ways()
    {
        _store.Append(StoreSamples.Batch(1, 1));
        _store.Commit();
        _store.Append(StoreSamples.Batch(1, 2));

        var backup = _store.Backup();
        _store.Commit();

        Assert.Equal(1, Assert.Single(backup.ReadTips(Core.Lists.ListName.Default)).Seq);
        backup.Append(StoreSamples.Batch(1, 2));
        backup.Commit();
        Assert.Equal(2, Assert.Single(_store.ReadTips(Core.Lists.ListName.Default)).Seq);
    }

    [Fact]
    public void Stores_that_share_an_archive_give_one_and_the_same_batch_to_hold()
    {
        var archive = new BatchArchive();
        using var one = new MemoryReplicaStore(archive);
        using var other = new MemoryReplicaStore(archive);

        Assert.Same(one.Append(StoreSamples.Batch(1, 1)), other.Append(StoreSamples.Batch(1, 1)));
    }

    [Fact]
    public void A_commit_that_is_to_fail_leaves_nothing()
    {
        _store.WriteSetting("a", "b");
        _store.FailNextCommit = true;

        Assert.Throws<StoreException>(_store.Commit);

        Assert.Null(_store.ReadSetting("a"));
        _store.Commit();
        Assert.Null(_store.ReadSetting("a"));
    }
}
