using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AuthMesh.Storage.Database;

/// <summary>Carries the write-ahead log over into the database (a checkpoint) while the writer goes on.</summary>
/// <remarks>
/// <para>SQLite by itself does it inside the commit that fills the log: that write then waits until the pages of some hundred are on the disk, and as nodes of a mesh write the
/// same, it waits on all of them at about the same time. A passive checkpoint on another connection waits for nobody, and nobody for it.</para>
/// <para>The log begins again at its start once all of it was carried over and nobody wrote meanwhile. So that it is bounded under a load that never pauses, too, the writer itself carries
/// over what is left at <see cref="MostLogs"/> times the size.</para>
/// </remarks>
internal sealed class LogCarrier(SqliteDatabase database, SqliteConnection writer, long afterPages) : IDisposable
{
    /// <summary>How many times the size at which it is carried over the log may have before a commit waits for that.</summary>
    public const int MostLogs = 4;

    private long _pages;

    /// <summary>The last carrying.</summary>
    internal Task Carrying { get; private set; } = Task.CompletedTask;

    /// <summary>Begins to carry over when the writer has written enough. Called by the writer after a commit.</summary>
    public void NoteCommit()
    {
        raw.sqlite3_db_status(writer.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, resetFlg: 1);
        _pages += pages;
        if (_pages >= afterPages && Carrying.IsCompleted)
        {
            _pages = 0;
            Carrying = Task.Run(Carry);
        }
    }

    /// <summary>Waits until nothing is being carried; the connections may then be closed.</summary>
    public void Dispose() => Carrying.Wait();

    private void Carry()
    {
        try
        {
            using var connection = database.OpenCarrier();
            using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
            checkpoint.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // Nothing is lost by it: the log has it all. If it lasts, the writer will meet it, and tells.
        }
    }
}
