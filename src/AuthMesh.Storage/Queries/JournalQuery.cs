using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Storage.Database;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Queries;

/// <summary>Reads of one list's journal within one read transaction.</summary>
internal sealed class JournalQuery(SqliteConnection connection, WriterNames writers, int number, ListName list)
{
    /// <summary>The batch at a dot.</summary>
    public JournalBatch? Find(Dot dot)
    {
        using var select = new Statement(connection, $"SELECT {BatchColumns.Names} FROM batches WHERE list = ?1 AND writer = ?2 AND seq = ?3");
        return select.First(Read, number, WriterNames.NumberOf(connection, dot.Writer), dot.Seq);
    }

    /// <summary>The batch with an id.</summary>
    public JournalBatch? Find(Hash256 id)
    {
        using var select = new Statement(connection, $"SELECT {BatchColumns.Names} FROM batches WHERE list = ?1 AND id = ?2");
        return select.First(Read, number, id.ToArray());
    }

    /// <summary>Batches that are not seen, in this node's order.</summary>
    public List<JournalBatch> Unseen(VersionVector seen, long afterPosition, int limit)
    {
        var batches = new List<JournalBatch>();
        if (FirstUnseen(seen) is not { } first)
        {
            return batches;
        }

        using var select = new Statement(connection, $"SELECT {BatchColumns.Names} FROM batches WHERE list = ?1 AND position >= ?2 ORDER BY position");
        using var reader = select.Open(number, Math.Max(first, afterPosition + 1));
        while (batches.Count < limit && reader.Read())
        {
            if (seen[writers.At(connection, reader.GetInt32(1))] < reader.GetInt64(2))
            {
                batches.Add(Read(reader));
            }
        }

        return batches;
    }

    /// <summary>The first position that is not seen; found by the index, so that a long seen past is not read through. Null when all is seen.</summary>
    private long? FirstUnseen(VersionVector seen)
    {
        using var selectWriters = new Statement(connection, "SELECT number FROM writers");
        using var selectFirst = new Statement(
            connection, "SELECT position FROM batches WHERE list = ?1 AND writer = ?2 AND seq > ?3 ORDER BY seq LIMIT 1");
        return selectWriters.All(row => row.GetInt32(0))
            .Select(writer => selectFirst.First(row => (long?)row.GetInt64(0), number, writer, seen[writers.At(connection, writer)]))
            .Min();
    }

    private JournalBatch Read(SqliteDataReader row) => BatchColumns.Read(row, list, writer => writers.At(connection, writer));
}
