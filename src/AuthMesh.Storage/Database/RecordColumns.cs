using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using AuthMesh.Storage.Formats;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Database;

/// <summary>The columns that are the whole of a record, the same for all who read records.</summary>
internal static class RecordColumns
{
    public const string Names = "key, heads";

    /// <summary>The record of a row that was selected with <see cref="Names"/>.</summary>
    public static ListRecord Read(SqliteDataReader row, Func<int, Writer> writer) =>
        new(RecordKeyEncoding.Decode(row.GetBytes(0)), HeadsEncoding.Decode(row.GetBytes(1), writer));
}
