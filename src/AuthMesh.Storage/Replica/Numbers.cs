using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using AuthMesh.Storage.Database;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Replica;

/// <summary>The numbers of lists and writers.</summary>
internal sealed class Numbers : IDisposable
{
    private readonly Statement _insertList, _insertWriter;

    public Numbers(SqliteConnection connection)
    {
        _insertList = new Statement(connection, "INSERT INTO list_names (number, name) VALUES (?1, ?2)");
        _insertWriter = new Statement(connection, "INSERT INTO writers (number, node, incarnation) VALUES (?1, ?2, ?3)");
        Lists = new(ReadLists(connection), (number, list) => _insertList.Run(number, list.Value));
        Writers = new(ReadWriters(connection), (number, writer) => _insertWriter.Run(number, writer.Node.Value.ToArray(), writer.Incarnation.ToArray()));
    }

    public Numbering<ListName> Lists { get; }

    public Numbering<Writer> Writers { get; }

    public void Commit()
    {
        Lists.Commit();
        Writers.Commit();
    }

    public void Rollback()
    {
        Lists.Rollback();
        Writers.Rollback();
    }

    public void Dispose()
    {
        _insertList.Dispose();
        _insertWriter.Dispose();
    }

    private static List<ListName> ReadLists(SqliteConnection connection)
    {
        using var select = new Statement(connection, "SELECT name FROM list_names ORDER BY number");
        return select.All(row => ListName.TryParse(row.GetString(0), out var list) ? list : throw new InvalidDataException("A stored list name is none."));
    }

    private static List<Writer> ReadWriters(SqliteConnection connection)
    {
        using var select = new Statement(connection, "SELECT node, incarnation FROM writers ORDER BY number");
        return select.All(row => row.GetWriter(0, 1));
    }
}
