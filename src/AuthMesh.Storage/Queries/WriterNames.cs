using System.Collections.Immutable;
using AuthMesh.Core.Identity;
using AuthMesh.Storage.Database;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Queries;

/// <summary>The writers behind the numbers, as far as readers came across them. Numbers are never given anew, so what is known stays true.</summary>
internal sealed class WriterNames
{
    private ImmutableArray<Writer> _known = [];

    /// <summary>The writer with this number; read from the database when it is a new one.</summary>
    public Writer At(SqliteConnection connection, int number)
    {
        var known = _known;
        if (number > known.Length)
        {
            using var select = new Statement(connection, "SELECT node, incarnation FROM writers ORDER BY number");
            known = [.. select.All(row => row.GetWriter(0, 1))];
            _known = known;
        }

        return number >= 1 && number <= known.Length ? known[number - 1] : throw new InvalidDataException($"No writer has the number {number}.");
    }

    /// <summary>The number of a writer; 0, which none has, when it wrote nothing here.</summary>
    public static int NumberOf(SqliteConnection connection, Writer writer)
    {
        using var select = new Statement(connection, "SELECT number FROM writers WHERE node = ?1 AND incarnation = ?2");
        return select.First(row => row.GetInt32(0), writer.Node.Value.ToArray(), writer.Incarnation.ToArray());
    }
}
