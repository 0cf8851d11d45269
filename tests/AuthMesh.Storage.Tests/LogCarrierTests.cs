using AuthMesh.Storage.Database;
using AuthMesh.Storage.Replica;
using AuthMesh.Storage.Schema;
using AuthMesh.Testing.Storage;
using Microsoft.Data.Sqlite;
using static AuthMesh.Testing.Storage.StoreSamples;

namespace AuthMesh.Storage.Tests;

public sealed class LogCarrierTests : IDisposable
{
    private const int PagesToCarry = 50;

    private readonly TestDirectory _directory = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteConnection _writer;
    private readonly LogCarrier _log;
    private readonly SqliteReplicaStore _store;
    private int _batches;

    public LogCarrierTests()
    {
        _database = new SqliteDatabase(Path.Combine(_directory.Path, "authmesh.db"), new StorageOptions());
        OwnerOnly.CreateFile(_database.Path);
        SchemaUpgrade.Run(_database);
        _writer = _database.OpenWriter();
        _log = new LogCarrier(_database, _writer, PagesToCarry);
        _store = new SqliteReplicaStore(_writer, _log);
        _log.NoteCommit(); // what opening wrote does not count
    }

    [Fact]
    public async Task A_log_that_has_grown_is_carried_over_and_begins_again()
    {
        Write(pages: PagesToCarry);
        await _log.Carrying;
        Assert.Equal(1, BatchesWithoutLog());

        var length = LogLength;
        Write(pages: 1);
        Assert.Equal(length, LogLength);
    }

    [Fact]
    public async Task A_short_log_is_left_alone()
    {
        Write(pages: 1);
        await _log.Carrying;
        Assert.Equal(0, BatchesWithoutLog());
    }

    [Fact]
    public async Task The_writer_does_not_wait_while_a_reader_keeps_the_log_and_nothing_is_lost()
    {
        using var reader = _database.OpenSnapshot();
        using var look = reader.CreateCommand();
        look.CommandText = "SELECT count(*) FROM batches";
        Assert.Equal(0L, look.ExecuteScalar());

        for (var i = 0; i < 5; i++)
        {
            Write(pages: PagesToCarry);
            await _log.Carrying;
        }

        Assert.Equal(0L, look.ExecuteScalar()); // the reader's state stands
        using var now = _database.OpenSnapshot();
        using var count = now.CreateCommand();
        count.CommandText = "SELECT count(*) FROM batches";
        Assert.Equal(5L, count.ExecuteScalar());
    }

    public void Dispose()
    {
        _store.Dispose();
        _database.CloseReaders();
        _directory.Dispose();
    }

    private void Write(int pages)
    {
        _store.Append(Batch(1, ++_batches, bodySize: pages * 4096));
        _store.Commit();
    }

    private long LogLength => new FileInfo(_database.Path + "-wal").Length;

    /// <summary>What has reached the database itself. (Asking SQLite for the state of its log would carry it over.)</summary>
    private long BatchesWithoutLog()
    {
        var path = Path.Combine(_directory.Path, $"without-log-{_batches}.db");
        File.Copy(_database.Path, path);
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM batches";
        return (long)count.ExecuteScalar()!;
    }
}
