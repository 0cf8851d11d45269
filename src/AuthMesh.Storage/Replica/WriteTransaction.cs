using AuthMesh.Storage.Database;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AuthMesh.Storage.Replica;

/// <summary>The transaction of the writing connection, opened by the first write.</summary>
/// <remarks>Not a <c>SqliteTransaction</c>: that is made anew each time and prepares its statements each time.
/// Whether one is open is asked of SQLite itself, which closes it without being told after some failures.</remarks>
internal sealed class WriteTransaction(SqliteConnection connection) : IDisposable
{
    private readonly Statement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly Statement _commit = new(connection, "COMMIT");
    private readonly Statement _rollback = new(connection, "ROLLBACK");

    private bool _failed;

    private bool IsOpen => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>Opens it, unless it is open.</summary>
    public void Begin()
    {
        if (_failed)
        {
            Rollback();
        }

        if (!IsOpen)
        {
            _begin.Run();
        }
    }

    /// <summary>Makes it durable, if it is open.</summary>
    public void Commit()
    {
        if (_failed)
        {
            Rollback();
        }

        if (IsOpen)
        {
            _commit.Run();
        }
    }

    /// <summary>Undoes it, if it is open. If that fails, nothing of it is ever committed: the next call begins by undoing it.</summary>
    public void Rollback()
    {
        _failed = true;
        if (IsOpen)
        {
            _rollback.Run();
        }

        _failed = false;
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
    }
}
