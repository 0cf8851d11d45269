using AuthMesh.Core.Persistence;
using AuthMesh.Storage.Database;
using AuthMesh.Storage.Queries;
using AuthMesh.Storage.Replica;
using AuthMesh.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace AuthMesh.Storage;

/// <summary>A node's database, open: the replica's store and the queries beside it.</summary>
public sealed class SqliteStorage : IDisposable
{
    private const string FileName = "authmesh.db";

    private readonly SqliteDatabase _database;
    private readonly SqliteReplicaStore _replica;

    private SqliteStorage(SqliteDatabase database)
    {
        _database = database;
        _replica = new SqliteReplicaStore(database.OpenWriter());
        Queries = new SqliteListQueries(database);
    }

    /// <summary>For the replica, one caller at a time.</summary>
    public IReplicaStore Replica => _replica;

    /// <summary>For everyone else, on any thread.</summary>
    public IListQueries Queries { get; }

    /// <summary>Opens the database of a data directory, made if it is missing and brought to this version's schema.</summary>
    /// <exception cref="StoreException">It is damaged, belongs to a newer version, or the disk fails.</exception>
    public static SqliteStorage Open(DataDirectoryLock directory, StorageOptions options)
    {
        try
        {
            var database = new SqliteDatabase(Path.Combine(directory.Directory, FileName), options);
            OwnerOnly.CreateFile(database.Path); // SQLite gives the -wal and -shm files the mode of this one
            SchemaUpgrade.Run(database);
            return new SqliteStorage(database);
        }
        catch (Exception e) when (StorageFailure.IsOne(e))
        {
            throw StorageFailure.Describe(e);
        }
    }

    /// <summary>True when a data directory has a database.</summary>
    public static bool Exists(string dataDirectory) => File.Exists(Path.Combine(dataDirectory, FileName));

    /// <summary>What a data directory holds at this instant, for looking only; the node that runs on it is not disturbed.</summary>
    /// <exception cref="StoreException">There is no database, or it cannot be read.</exception>
    public static IReplicaStore OpenForReading(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(path))
        {
            throw new StoreException($"There is no database '{path}'.");
        }

        try
        {
            return new SqliteReplicaStore(new SqliteDatabase(path, new StorageOptions()).OpenSnapshot());
        }
        catch (Exception e) when (StorageFailure.IsOne(e))
        {
            throw StorageFailure.Describe(e);
        }
    }

    /// <summary>An empty store in a new file that nobody needs afterwards.</summary>
    public static IReplicaStore OpenScratch(string path)
    {
        var database = new SqliteDatabase(path, new StorageOptions());
        OwnerOnly.CreateFile(path);
        SchemaUpgrade.Run(database);
        var connection = database.OpenWriter();
        SqliteDatabase.Set(connection, "synchronous", "OFF");
        return new SqliteReplicaStore(connection);
    }

    /// <summary>Closes all connections; an open transaction is rolled back.</summary>
    public void Dispose()
    {
        _database.CloseReaders();
        _replica.Dispose();
    }

    internal void Configure(DbContextOptionsBuilder builder) => _database.Configure(builder);
}
