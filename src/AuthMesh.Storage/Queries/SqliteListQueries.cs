using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Storage.Database;
using AuthMesh.Storage.Formats;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Queries;

/// <summary>Reads beside the writer: each call on a pooled connection of its own, and in one read transaction.</summary>
internal sealed class SqliteListQueries(SqliteDatabase database) : IListQueries
{
    private readonly WriterNames _writers = new();

    /// <inheritdoc/>
    public RecordPage Records(ListName list, RecordFilter filter, int limit, string? cursor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        if (RecordQuery.For(list, filter, cursor) is not { } query)
        {
            return new RecordPage([], null);
        }

        return Read(connection =>
        {
            var number = ListNumber(connection, list);
            using var command = query.Command(connection, number, limit + 1L);
            using var reader = command.ExecuteReader();
            var records = new List<ListRecord>();
            while (records.Count < limit && reader.Read())
            {
                records.Add(RecordColumns.Read(reader, writer => _writers.At(connection, writer)));
            }

            return new RecordPage([.. records], reader.Read() ? query.CursorAfter(records[^1].Key) : null);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<ListRecord> Records(ListName list, IReadOnlyCollection<RecordKey> keys)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Count, IListQueries.MostKeys);
        return Read(connection =>
        {
            using var select = new Statement(connection, $"SELECT {RecordColumns.Names} FROM records WHERE list = ?1 AND key = ?2");
            var (number, bytes) = (ListNumber(connection, list), new ByteWriter());
            return keys
                .Select(key => select.First(row => RecordColumns.Read(row, writer => _writers.At(connection, writer)), number, RecordKeyEncoding.Encode(bytes, key)))
                .OfType<ListRecord>()
                .ToList();
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<JournalBatch> Journal(ListName list, VersionVector seen, long afterPosition, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Read(connection => new JournalQuery(connection, _writers, ListNumber(connection, list), list).Unseen(seen, afterPosition, limit));
    }

    /// <inheritdoc/>
    public JournalBatch? FindBatch(ListName list, Dot dot) => Read(connection =>
        new JournalQuery(connection, _writers, ListNumber(connection, list), list).Find(dot));

    /// <inheritdoc/>
    public JournalBatch? FindBatch(ListName list, Hash256 id) => Read(connection =>
        new JournalQuery(connection, _writers, ListNumber(connection, list), list).Find(id));

    private static int ListNumber(SqliteConnection connection, ListName list)
    {
        using var select = new Statement(connection, "SELECT number FROM list_names WHERE name = ?1");
        return select.First(row => row.GetInt32(0), list.Value);
    }

    private T Read<T>(Func<SqliteConnection, T> read)
    {
        try
        {
            using var connection = database.OpenReader();
            using var transaction = connection.BeginTransaction(deferred: true);
            return read(connection);
        }
        catch (Exception e) when (StorageFailure.IsOne(e))
        {
            throw StorageFailure.Describe(e);
        }
    }
}
