using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Storage.Database;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Replica;

/// <summary>The state of each list beside its journal and records.</summary>
internal sealed class ListTable : IDisposable
{
    private readonly Numbers _numbers;
    private readonly Statement _select, _upsert;

    public ListTable(SqliteConnection connection, Numbers numbers)
    {
        _numbers = numbers;
        _select = new(connection, "SELECT list, ready, frontier, state_sum, entries, memberships, attributes, conflicts, batches FROM lists");
        _upsert = new(connection, """
            INSERT INTO lists (list, ready, frontier, state_sum, entries, memberships, attributes, conflicts, batches)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT DO UPDATE SET ready = ?2, frontier = ?3, state_sum = ?4, entries = ?5, memberships = ?6, attributes = ?7, conflicts = ?8, batches = ?9
            """);
    }

    public List<StoredList> All() => _select.All(row => new StoredList(
        _numbers.Lists.At(row.GetInt32(0)),
        row.GetBoolean(1),
        ReadFrontier(row.GetBytes(2)),
        row.GetBytes(3),
        new ListCounts(row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8))));

    public void Write(StoredList list)
    {
        var counts = list.Counts;
        _upsert.Run(
            _numbers.Lists.Of(list.List),
            list.Ready,
            WriteFrontier(list.Frontier),
            list.StateSum,
            counts.Entries,
            counts.Memberships,
            counts.Attributes,
            counts.Conflicts,
            counts.Batches);
    }

    public void Dispose()
    {
        _select.Dispose();
        _upsert.Dispose();
    }

    private static byte[] WriteFrontier(ImmutableArray<Hash256> frontier)
    {
        var bytes = new byte[frontier.Length * Hash256.Size];
        for (var i = 0; i < frontier.Length; i++)
        {
            frontier[i].CopyTo(bytes.AsSpan(i * Hash256.Size));
        }

        return bytes;
    }

    private static ImmutableArray<Hash256> ReadFrontier(byte[] bytes) => bytes.Length % Hash256.Size == 0
        ? ImmutableCollectionsMarshal.AsImmutableArray(bytes.Chunk(Hash256.Size).Select(chunk => new Hash256(chunk)).ToArray())
        : throw new InvalidDataException("A stored frontier is cut off.");
}
