using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Storage.Database;
using AuthMesh.Storage.Replica;
using AuthMesh.Storage.Schema;
using AuthMesh.Testing.Storage;
using Microsoft.Data.Sqlite;
using static AuthMesh.Testing.Storage.StoreSamples;

namespace AuthMesh.Storage.Tests;

/// <summary>What disks do to a database.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteConnection _connection;
    private readonly SqliteReplicaStore _store;

    public FailureTests()
    {
        _database = new SqliteDatabase(Path.Combine(_directory.Path, "authmesh.db"), new StorageOptions());
        OwnerOnly.CreateFile(_database.Path);
        SchemaUpgrade.Run(_database);
        _connection = _database.OpenWriter();
        _store = new SqliteReplicaStore(_connection);
    }

    [Fact]
    public void A_full_disk_loses_the_transaction_only_and_the_store_goes_on_once_there_is_room()
    {
        WriteStep(1);
        _store.Commit();
        WriteStep(2);
        SqliteDatabase.Set(_connection, "max_page_count", "1"); // means: not one page more than there are

        var failure = Assert.Throws<StoreException>(() =>
        {
            _store.Append(Batch(1, 3, bodySize: 1_000_000));
            _store.Commit();
        });

        Assert.Equal("The disk is full.", failure.Message);
        AssertStep(1);
        SqliteDatabase.Set(_connection, "max_page_count", "1000000");
        WriteStep(2);
        _store.Commit();
        AssertStep(2);
    }

    [Fact]
    public void A_damaged_record_is_an_error_and_not_another_record()
    {
        WriteStep(1);
        _store.Commit();
        Execute("UPDATE records SET heads = x'01FF'");
        Assert.Throws<StoreException>(() => _store.ReadRecord(ListName.Default, Entry("user:alice")));
        Execute("UPDATE records SET heads = x'02'");
        Assert.Throws<StoreException>(() => _store.ReadRecords(ListName.Default).ToList());
        Execute("UPDATE records SET key = x'63'");
        Assert.Throws<StoreException>(() => _store.ReadRecords(ListName.Default).ToList());
    }

    [Fact]
    public void A_damaged_batch_is_an_error_and_not_another_batch()
    {
        WriteStep(1);
        _store.Commit();
        Execute("UPDATE batches SET past = x'0100'");
        Assert.Throws<StoreException>(() => _store.ReadJournal(ListName.Default, 0, 10, 1000));
        Execute("UPDATE batches SET writer = 99");
        Assert.Throws<StoreException>(() => _store.FindBatch(ListName.Default, Batch(1, 1).Id));
        Execute("UPDATE batches SET id = x'00'");
        Assert.Throws<StoreException>(() => _store.ReadJournal(ListName.Default, 0, 10, 1000));
    }

    [Fact]
    public void A_text_that_could_not_be_read_back_is_not_written()
    {
        Assert.Throws<StoreException>(() => _store.WriteRecord(ListName.Default, Record(Entry("user:\ud800"), Put(1, 1))));
        Assert.Throws<StoreException>(() => _store.WriteRecord(ListName.Default, Record(Entry("user:a"), Put(1, 1, Note("\udc00")))));

        Assert.Empty(_store.ReadRecords(ListName.Default));
    }

    [Fact]
    public void Whenever_the_process_ends_journal_tips_records_and_list_agree()
    {
        var committed = 0;
        for (var round = 0; round < 20; round++)
        {
            using (var store = new SqliteReplicaStore(_database.OpenWriter()))
            {
                for (var step = 1; step <= round % 4; step++)
                {
                    WriteStep(store, ++committed);
                    store.Commit();
                }

                WriteStep(store, committed + 1);
            }

            using var reopened = new SqliteReplicaStore(_database.OpenWriter());
            AssertStep(reopened, committed);
        }
    }

    [Fact]
    public void A_write_that_another_connection_keeps_out_fails_in_time_and_can_be_done_later()
    {
        SqliteDatabase.Set(_connection, "busy_timeout", "1");
        using (var other = _database.OpenWriter())
        {
            using var begin = new SqliteCommand("BEGIN IMMEDIATE", other);
            begin.ExecuteNonQuery();
            using var commit = new SqliteCommand("COMMIT", other);
            Assert.Throws<StoreException>(() => WriteStep(1));
            commit.ExecuteNonQuery();
        }

        WriteStep(1);
        _store.Commit();
        AssertStep(1);
    }

    public void Dispose()
    {
        _store.Dispose();
        _database.CloseReaders();
        _directory.Dispose();
    }

    private void WriteStep(int n) => WriteStep(_store, n);

    /// <summary>Everything that one batch writes, each part telling the same number.</summary>
    private static void WriteStep(SqliteReplicaStore store, int n)
    {
        store.Append(Batch(1, n));
        store.WriteRecord(ListName.Default, Record(Entry("user:alice"), Put(1, n)));
        store.WriteList(List(ListName.Default) with { Counts = new ListCounts(0, 0, 0, 0, n) });
        store.WriteSetting("step", $"{n}");
    }

    private void AssertStep(int n) => AssertStep(_store, n);

    private static void AssertStep(SqliteReplicaStore store, int n)
    {
        Assert.Equal(n, store.ReadJournal(ListName.Default, 0, 1000, int.MaxValue).Count);
        Assert.Equal(n, store.ReadTips(ListName.Default).SingleOrDefault().Seq);
        Assert.Equal(n, store.ReadRecord(ListName.Default, Entry("user:alice"))?.Heads[0].Dot.Seq ?? 0);
        Assert.Equal(n, store.ReadLists().SingleOrDefault()?.Counts.Batches ?? 0);
        Assert.Equal(n == 0 ? null : $"{n}", store.ReadSetting("step"));
    }

    private void Execute(string sql)
    {
        using var command = new SqliteCommand(sql, _connection);
        command.ExecuteNonQuery();
    }
}
