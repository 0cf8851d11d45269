using AuthMesh.Core.Persistence;
using AuthMesh.Testing.Storage;

namespace AuthMesh.Storage.Tests;

/// <summary>The database, with the real migrations, keeps the promises of the ports.</summary>
public sealed class SqliteReplicaStoreTests : ReplicaStoreConformance, IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly DataDirectoryLock _lock;
    private SqliteStorage _storage;

    public SqliteReplicaStoreTests()
    {
        _lock = DataDirectoryLock.Acquire(_directory.Path);
        _storage = SqliteStorage.Open(_lock, new StorageOptions());
    }

    protected override IReplicaStore Store => _storage.Replica;

    protected override IListQueries Queries => _storage.Queries;

    protected override void Reopen()
    {
        _storage.Dispose();
        _storage = SqliteStorage.Open(_lock, new StorageOptions());
    }

    public void Dispose()
    {
        _storage.Dispose();
        _lock.Dispose();
        _directory.Dispose();
    }
}
