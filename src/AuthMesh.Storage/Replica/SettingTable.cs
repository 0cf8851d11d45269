using AuthMesh.Storage.Database;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Replica;

/// <summary>Small named values.</summary>
internal sealed class SettingTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _select = new(connection, "SELECT value FROM settings WHERE key = ?1");
    private readonly Statement _upsert = new(connection, "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2");
    private readonly Statement _delete = new(connection, "DELETE FROM settings WHERE key = ?1");

    public string? Read(string key) => _select.First(row => row.GetString(0), key);

    public void Write(string key, string? value)
    {
        if (value is null)
        {
            _delete.Run(key);
        }
        else
        {
            _upsert.Run(key, value);
        }
    }

    public void Dispose()
    {
        _select.Dispose();
        _upsert.Dispose();
        _delete.Dispose();
    }
}
