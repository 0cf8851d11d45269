using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Storage.Formats;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Database;

/// <summary>A batch's columns, the same for all who read batches.</summary>
internal static class BatchColumns
{
    public const string Names = "position, writer, seq, id, signature, past, body";

    /// <summary>The batch of a row that was selected with <see cref="Names"/>.</summary>
    public static JournalBatch Read(SqliteDataReader row, ListName list, Func<int, Writer> writer) => new(
        list,
        new Dot(writer(row.GetInt32(1)), row.GetInt64(2)),
        row.GetHash(3),
        row.GetBytes(6),
        row.GetBytes(4),
        PastEncoding.Decode(row.GetBytes(5), writer),
        row.GetInt64(0));
}
