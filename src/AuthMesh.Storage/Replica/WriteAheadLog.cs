using AuthMesh.Storage.Database;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AuthMesh.Storage.Replica;

/// <summary>The log that commits are written to first, carried over into the database while nobody waits.</summary>
/// <remarks>Carrying over means writing and syncing thousands of pages. SQLite does it by itself too, in the commit that makes the log too long; here it is done
/// at half that length, so that no commit ever meets it unless this is never called.</remarks>
internal sealed class WriteAheadLog : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _carryOver;
    private readonly int _mostPages;

    public WriteAheadLog(SqliteConnection connection)
    {
        _connection = connection;
        _carryOver = new(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        using var limit = new Statement(connection, "PRAGMA wal_autocheckpoint");
        _mostPages = limit.First(row => row.GetInt32(0)) / 2;
    }

    /// <summary>Carries the log over when it has grown enough. Not within a transaction.</summary>
    public void CarryOverWhenLong()
    {
        if (PagesWritten(andForget: false) >= _mostPages)
        {
            _carryOver.Run();
            PagesWritten(andForget: true);
        }
    }

    public void Dispose() => _carryOver.Dispose();

    private int PagesWritten(bool andForget)
    {
        raw.sqlite3_db_status(_connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, andForget ? 1 : 0);
        return pages;
    }
}
