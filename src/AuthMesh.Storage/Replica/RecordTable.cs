using AuthMesh.Core.Lists;
using AuthMesh.Storage.Database;
using AuthMesh.Storage.Formats;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Replica;

/// <summary>The records of all lists.</summary>
internal sealed class RecordTable : IDisposable
{
    private readonly ByteWriter _bytes = new();
    private readonly SqliteConnection _connection;
    private readonly Numbers _numbers;
    private readonly Statement _select, _upsert, _delete;

    public RecordTable(SqliteConnection connection, Numbers numbers)
    {
        _connection = connection;
        _numbers = numbers;
        _select = new(connection, "SELECT heads FROM records WHERE list = ?1 AND key = ?2");
        _upsert = new(connection, """
            INSERT INTO records (list, key, action, resource, parent, name, effect, has_put, contested, note, heads)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            ON CONFLICT DO UPDATE SET has_put = ?8, contested = ?9, note = ?10, heads = ?11
            """);
        _delete = new(connection, "DELETE FROM records WHERE list = ?1 AND key = ?2");
    }

    public ListRecord? Find(ListName list, RecordKey key) => _select.First(
        row => new ListRecord(key, HeadsEncoding.Decode(row.GetBytes(0), _numbers.Writers.At)),
        _numbers.Lists.Find(list),
        RecordKeyEncoding.Encode(_bytes, key));

    public void Write(ListName list, ListRecord record)
    {
        var number = _numbers.Lists.Of(list);
        var key = RecordKeyEncoding.Encode(_bytes, record.Key);
        if (record.Heads.IsEmpty)
        {
            _delete.Run(number, key);
            return;
        }

        var entry = record.Key as EntryKey;
        var standing = RecordStanding.Of(record);
        _upsert.Run(
            number,
            key,
            entry?.Action,
            entry?.Resource,
            (record.Key as MembershipKey)?.Parent.Value,
            (record.Key as AttributeKey)?.Name,
            (int?)entry?.Effect,
            record.HasPut,
            standing.Standing == Standing.Contested,
            standing.Note,
            HeadsEncoding.Encode(_bytes, record.Heads, _numbers.Writers.Of));
    }

    /// <summary>Streamed, in key order.</summary>
    public IEnumerable<ListRecord> All(ListName list)
    {
        using var select = new Statement(_connection, $"SELECT {RecordColumns.Names} FROM records WHERE list = ?1");
        using var reader = select.Open(_numbers.Lists.Find(list));
        while (reader.Read())
        {
            yield return RecordColumns.Read(reader, _numbers.Writers.At);
        }
    }

    public void Dispose()
    {
        _select.Dispose();
        _upsert.Dispose();
        _delete.Dispose();
    }
}
