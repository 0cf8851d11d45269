using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Storage.Database;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Replica;

/// <summary>A replica's durable state in SQLite: prepared commands on the one connection that writes.</summary>
/// <remarks>Whatever fails, the transaction is rolled back before the <see cref="StoreException"/> leaves here, and the store goes on.</remarks>
internal sealed class SqliteReplicaStore : IReplicaStore
{
    private readonly WriteTransaction _transaction;
    private readonly WriteAheadLog _log;
    private readonly Numbers _numbers;
    private readonly SettingTable _settings;
    private readonly ListTable _lists;
    private readonly JournalTable _journal;
    private readonly RecordTable _records;
    private readonly InvitationTable _invitations;
    private readonly PendingNodeTable _pendingNodes;
    private readonly SqliteConnection _connection;

    /// <param name="connection">Open, its own, and closed with the store.</param>
    public SqliteReplicaStore(SqliteConnection connection)
    {
        _connection = connection;
        _transaction = new(connection);
        _log = new(connection);
        _numbers = new(connection);
        _settings = new(connection);
        _lists = new(connection, _numbers);
        _journal = new(connection, _numbers);
        _records = new(connection, _numbers);
        _invitations = new(connection);
        _pendingNodes = new(connection);
    }

    /// <inheritdoc/>
    public void Commit() => Guard(() =>
    {
        _transaction.Commit();
        _numbers.Commit();
        return true;
    });

    /// <inheritdoc/>
    public void Rollback()
    {
        try
        {
            Undo();
        }
        catch (Exception e) when (StorageFailure.IsOne(e))
        {
            throw StorageFailure.Describe(e);
        }
    }

    /// <inheritdoc/>
    public void Upkeep()
    {
        try
        {
            _log.CarryOverWhenLong();
        }
        catch (SqliteException)
        {
            // What is committed stays in the log; whether the disk still takes anything is for the next commit to tell.
        }
    }

    /// <inheritdoc/>
    public string? ReadSetting(string key) => Guard(() => _settings.Read(key));

    /// <inheritdoc/>
    public void WriteSetting(string key, string? value) => Write(() => _settings.Write(key, value));

    /// <inheritdoc/>
    public IReadOnlyList<StoredList> ReadLists() => Guard(_lists.All);

    /// <inheritdoc/>
    public void WriteList(StoredList list) => Write(() => _lists.Write(list));

    /// <inheritdoc/>
    public IReadOnlyList<Tip> ReadTips(ListName list) => Guard(() => _journal.Tips(list));

    /// <inheritdoc/>
    public JournalBatch Append(JournalBatch batch)
    {
        Write(() => _journal.Append(batch));
        return batch;
    }

    /// <inheritdoc/>
    public JournalBatch? FindBatch(ListName list, Hash256 id) => Guard(() => _journal.Find(list, id));

    /// <inheritdoc/>
    public JournalBatch? FindBatch(ListName list, Dot dot) => Guard(() => _journal.Find(list, dot));

    /// <inheritdoc/>
    public IReadOnlyList<JournalBatch> ReadJournal(ListName list, long afterPosition, int maxBatches, int maxBytes) =>
        Guard(() => _journal.Read(list, afterPosition, maxBatches, maxBytes));

    /// <inheritdoc/>
    public ListRecord? ReadRecord(ListName list, RecordKey key) => Guard(() => _records.Find(list, key));

    /// <inheritdoc/>
    public void WriteRecord(ListName list, ListRecord record) => Write(() => _records.Write(list, record));

    /// <inheritdoc/>
    public IEnumerable<ListRecord> ReadRecords(ListName list)
    {
        using var records = Guard(_records.All(list).GetEnumerator);
        Func<bool> next = records.MoveNext;
        while (Guard(next))
        {
            yield return records.Current;
        }
    }

    /// <inheritdoc/>
    public StoredInvitation? ReadInvitation(string id) => Guard(() => _invitations.Find(id));

    /// <inheritdoc/>
    public void WriteInvitation(StoredInvitation invitation) => Write(() => _invitations.Write(invitation));

    /// <inheritdoc/>
    public void RemoveInvitationsExpiredBefore(long instant) => Write(() => _invitations.RemoveExpiredBefore(instant));

    /// <inheritdoc/>
    public IReadOnlyList<PendingNode> ReadPendingNodes() => Guard(_pendingNodes.All);

    /// <inheritdoc/>
    public void WritePendingNode(PendingNode node) => Write(() => _pendingNodes.Write(node));

    /// <inheritdoc/>
    public void RemovePendingNode(NodeId node) => Write(() => _pendingNodes.Remove(node));

    /// <inheritdoc/>
    public void Clear() => Write(() =>
    {
        // The numbers of lists and writers stay: they say nothing, and readers may hold them.
        using var clear = new Statement(
            _connection, "DELETE FROM lists; DELETE FROM batches; DELETE FROM records; DELETE FROM invitations; DELETE FROM pending_nodes");
        clear.Run();
        _journal.ForgetLengths();
    });

    /// <summary>Closes the connection; an open transaction is rolled back.</summary>
    public void Dispose()
    {
        foreach (var part in (IDisposable[])[_pendingNodes, _invitations, _records, _journal, _lists, _settings, _numbers, _log, _transaction, _connection])
        {
            part.Dispose();
        }
    }

    private void Write(Action write) => Guard(() =>
    {
        _transaction.Begin();
        write();
        return true;
    });

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e)
        {
            UndoQuietly();
            if (StorageFailure.IsOne(e))
            {
                throw StorageFailure.Describe(e);
            }

            throw;
        }
    }

    private void Undo()
    {
        _numbers.Rollback();
        _journal.ForgetLengths();
        _transaction.Rollback();
    }

    /// <summary>After a failure: the rollback can fail for the same reason; it is then made up for before the next write.</summary>
    private void UndoQuietly()
    {
        try
        {
            Undo();
        }
        catch (Exception e) when (StorageFailure.IsOne(e))
        {
        }
    }
}
