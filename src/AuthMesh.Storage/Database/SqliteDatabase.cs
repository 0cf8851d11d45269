using System.Globalization;
using AuthMesh.Storage.Schema;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AuthMesh.Storage.Database;

/// <summary>The database file and the three kinds of connection to it.</summary>
/// <remarks>WAL: readers and the writer do not wait for each other. synchronous=FULL: a commit returns after its fsync.</remarks>
internal sealed class SqliteDatabase(string path, StorageOptions options)
{
    private const int PageSize = 4096;

    /// <summary>Reads see one committed state; pooled by their text.</summary>
    private readonly string _reading = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = true }.ToString();

    private readonly string _writing = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString();

    /// <summary>The database file.</summary>
    public string Path => path;

    /// <summary>The connection for everything that is replicated. One only.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(_writing);
        connection.Open();
        Set(connection, "journal_mode", "WAL");
        Set(connection, "synchronous", "FULL");
        Set(connection, "wal_autocheckpoint", Number(2 * options.CheckpointMegabytes * (1024L * 1024 / PageSize))); // see WriteAheadLog
        Set(connection, "journal_size_limit", Number(options.CheckpointMegabytes * 2L * 1024 * 1024));
        Set(connection, "cache_size", Number(-options.CacheMegabytes * 1024L));
        Set(connection, "busy_timeout", Number((long)options.BusyTimeout.TotalMilliseconds));
        return connection;
    }

    /// <summary>A pooled connection that cannot write.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(_reading);
        connection.Open();
        return connection;
    }

    /// <summary>A connection that sees one state as long as it is open, and changes nothing.</summary>
    public SqliteConnection OpenSnapshot()
    {
        var connection = new SqliteConnection(_writing); // after a crash, the log can be read only by who may mend it
        connection.Open();
        Set(connection, "query_only", "ON");
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN";
        begin.ExecuteNonQuery();
        return connection;
    }

    /// <summary>For the tables that are not on the hot path.</summary>
    public void Configure(DbContextOptionsBuilder builder)
    {
        StorageContext.Configure(builder, _writing);
        builder.AddInterceptors(new AccessConnectionSettings(options.BusyTimeout));
    }

    /// <summary>Closes the pooled connections.</summary>
    public void CloseReaders()
    {
        using var connection = new SqliteConnection(_reading);
        SqliteConnection.ClearPool(connection);
    }

    internal static void Set(SqliteConnection connection, string name, string value)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {name} = {value}";
        command.ExecuteNonQuery();
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
