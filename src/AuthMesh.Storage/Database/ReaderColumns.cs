using AuthMesh.Core.Identity;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Database;

/// <summary>Columns as the domain's types. What does not fit is damage: <see cref="InvalidDataException"/>.</summary>
internal static class ReaderColumns
{
    public static byte[] GetBytes(this SqliteDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);

    public static Hash256 GetHash(this SqliteDataReader reader, int column) =>
        Hash256.TryRead(reader.GetBytes(column), out var hash) ? hash : throw new InvalidDataException("A stored hash is not 32 bytes long.");

    public static Writer GetWriter(this SqliteDataReader reader, int node, int incarnation) =>
        Incarnation.TryRead(reader.GetBytes(incarnation), out var life)
            ? new Writer(new NodeId(reader.GetHash(node)), life)
            : throw new InvalidDataException("A stored incarnation is not 16 bytes long.");
}
