using Microsoft.Data.Sqlite;

namespace AuthMesh.Benchmarks;

/// <summary>One row of a blob, committed alone.</summary>
internal sealed class RawCommits : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    public RawCommits(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Run("PRAGMA journal_mode=WAL");
        Run("PRAGMA synchronous=FULL");
        Run("CREATE TABLE rows(id INTEGER PRIMARY KEY, bytes BLOB) STRICT");
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO rows(bytes) VALUES($bytes)";
        _insert.Parameters.Add("$bytes", SqliteType.Blob);
        _insert.Prepare();
    }

    public void Commit(int bytes)
    {
        _insert.Parameters[0].Value = new byte[bytes];
        _insert.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
