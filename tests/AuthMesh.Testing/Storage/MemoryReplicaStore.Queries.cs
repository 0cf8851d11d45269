using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Testing.Storage;

public sealed partial class MemoryReplicaStore : IListQueries
{
    RecordPage IListQueries.Records(ListName list, RecordFilter filter, int limit, string? cursor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var question = $"{list}\n{filter}";
        var after = cursor is null ? "" : ReadCursor(cursor, question);
        List<ListRecord> records;
        lock (_committing)
        {
            records = [.. _tables.Records.Committed.Where(row => row.Key.List == list).Select(row => row.Value)];
        }

        var page = records
            .Where(record => RecordMatch.IsMatch(record, filter))
            .Select(record => (Place: RecordMatch.Place(record.Key), Record: record))
            .Where(row => string.CompareOrdinal(row.Place, after) > 0)
            .OrderBy(row => row.Place, StringComparer.Ordinal)
            .Take(limit + 1)
            .ToList();
        var next = page.Count > limit ? WriteCursor(page[limit - 1].Place, question) : null;
        return new RecordPage([.. page.Take(limit).Select(row => row.Record)], next);
    }

    IReadOnlyList<ListRecord> IListQueries.Records(ListName list, IReadOnlyCollection<RecordKey> keys)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Count, IListQueries.MostKeys);
        lock (_committing)
        {
            return [.. keys.Select(key => _tables.Records.Committed.GetValueOrDefault((list, key))).OfType<ListRecord>()];
        }
    }

    IReadOnlyList<JournalBatch> IListQueries.Journal(ListName list, VersionVector seen, long afterPosition, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var batches = new List<JournalBatch>();
        lock (_committing)
        {
            for (var position = afterPosition + 1; batches.Count < limit && _tables.Journal.Read(list, position, committed: true) is { } batch; position++)
            {
                if (!seen.Covers(batch.Dot))
                {
                    batches.Add(batch);
                }
            }
        }

        return batches;
    }

    JournalBatch? IListQueries.FindBatch(ListName list, Dot dot)
    {
        lock (_committing)
        {
            return _tables.Journal.Find(list, dot, committed: true);
        }
    }

    JournalBatch? IListQueries.FindBatch(ListName list, Hash256 id)
    {
        lock (_committing)
        {
            return _tables.Journal.Find(list, id, committed: true);
        }
    }

    private static string WriteCursor(string place, string question) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Tag(place, question) + place));

    private static string ReadCursor(string cursor, string question)
    {
        var text = Base64Url.IsValid(cursor) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) : "";
        var place = text.Length < 64 ? "" : text[64..];
        return text == Tag(place, question) + place ? place : throw new FormatException("The cursor is not one that this query gave.");
    }

    /// <summary>64 digits that belong to this place in the answer to this question.</summary>
    private static string Tag(string place, string question) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{question}\n{place}")));
}
