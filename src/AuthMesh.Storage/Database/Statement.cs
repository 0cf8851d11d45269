using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Database;

/// <summary>A command that is prepared once and run often. Its parameters are called <c>?1</c>, <c>?2</c> and so on.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter[] _parameters;

    /// <summary>Prepared at its first run.</summary>
    public Statement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        var count = Enumerable.Range(1, 20).TakeWhile(n => sql.Contains($"?{n}", StringComparison.Ordinal)).Count();
        _parameters = [.. Enumerable.Range(1, count).Select(n => new SqliteParameter { ParameterName = $"?{n}" })];
        _command.Parameters.AddRange(_parameters);
    }

    /// <summary>Runs it for its effect.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>The first row; the default when there is none.</summary>
    public T? First<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Open(values);
        return reader.Read() ? read(reader) : default;
    }

    /// <summary>All rows.</summary>
    public List<T> All<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        using var reader = Open(values);
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The rows as they come. One reader of a statement at a time.</summary>
    public SqliteDataReader Open(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    /// <inheritdoc/>
    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        if (values.Length != _parameters.Length)
        {
            throw new ArgumentException($"{_parameters.Length} values are wanted, not {values.Length}: {_command.CommandText}");
        }

        for (var i = 0; i < values.Length; i++)
        {
            _parameters[i].Value = values[i] is ReadOnlyMemory<byte> memory ? ToArray(memory) : values[i] ?? DBNull.Value;
        }
    }

    /// <summary>The provider takes arrays only; memory that is a whole array is not copied.</summary>
    private static byte[] ToArray(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array!.Length == memory.Length ? segment.Array : memory.ToArray();
}
