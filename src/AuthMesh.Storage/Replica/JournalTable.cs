using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Storage.Database;
using AuthMesh.Storage.Formats;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Replica;

/// <summary>The batches of all lists. Tips are not kept beside them but read from them, so the two cannot disagree.</summary>
internal sealed class JournalTable : IDisposable
{
    private readonly ByteWriter _bytes = new();
    private readonly Dictionary<int, long> _lengths = [];
    private readonly Numbers _numbers;
    private readonly Statement _insert, _selectLength, _selectTips, _selectById, _selectByDot, _selectAfter;

    public JournalTable(SqliteConnection connection, Numbers numbers)
    {
        _numbers = numbers;
        _insert = new(connection, "INSERT INTO batches (list, position, writer, seq, id, signature, past, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        _selectLength = new(connection, "SELECT max(position) FROM batches WHERE list = ?1");
        _selectTips = new(connection, """
            SELECT writers.number, tip.seq, tip.id
            FROM writers CROSS JOIN batches AS tip ON tip.list = ?1 AND tip.writer = writers.number
                AND tip.seq = (SELECT max(seq) FROM batches WHERE list = ?1 AND writer = writers.number)
            """);
        _selectById = new(connection, $"SELECT {BatchColumns.Names} FROM batches WHERE list = ?1 AND id = ?2");
        _selectByDot = new(connection, $"SELECT {BatchColumns.Names} FROM batches WHERE list = ?1 AND writer = ?2 AND seq = ?3");
        _selectAfter = new(connection, $"SELECT {BatchColumns.Names} FROM batches WHERE list = ?1 AND position > ?2 ORDER BY position LIMIT ?3");
    }

    public void Append(JournalBatch batch)
    {
        var list = _numbers.Lists.Of(batch.List);
        var position = Length(list) + 1;
        var writer = _numbers.Writers.Of(batch.Dot.Writer);
        var past = PastEncoding.Encode(_bytes, batch.Past, _numbers.Writers.Of);
        _insert.Run(list, position, writer, batch.Dot.Seq, batch.Id.ToArray(), batch.Signature, past, batch.Body);
        _lengths[list] = position;
    }

    public List<Tip> Tips(ListName list) =>
        _selectTips.All(row => new Tip(_numbers.Writers.At(row.GetInt32(0)), row.GetInt64(1), row.GetHash(2)), _numbers.Lists.Find(list));

    public JournalBatch? Find(ListName list, Hash256 id) =>
        _selectById.First(row => BatchColumns.Read(row, list, _numbers.Writers.At), _numbers.Lists.Find(list), id.ToArray());

    public JournalBatch? Find(ListName list, Dot dot) =>
        _selectByDot.First(row => BatchColumns.Read(row, list, _numbers.Writers.At), _numbers.Lists.Find(list), _numbers.Writers.Find(dot.Writer), dot.Seq);

    public List<JournalBatch> Read(ListName list, long afterPosition, int maxBatches, int maxBytes)
    {
        var batches = new List<JournalBatch>();
        long bytes = 0;
        using var reader = _selectAfter.Open(_numbers.Lists.Find(list), afterPosition, maxBatches);
        while (reader.Read())
        {
            var batch = BatchColumns.Read(reader, list, _numbers.Writers.At);
            bytes += batch.Body.Length;
            if (batches.Count > 0 && bytes > maxBytes)
            {
                break;
            }

            batches.Add(batch);
        }

        return batches;
    }

    /// <summary>The transaction, whose appends may be counted here, is over and undone, or the table was emptied.</summary>
    public void ForgetLengths() => _lengths.Clear();

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_insert, _selectLength, _selectTips, _selectById, _selectByDot, _selectAfter])
        {
            statement.Dispose();
        }
    }

    private long Length(int list)
    {
        if (!_lengths.TryGetValue(list, out var length))
        {
            length = _selectLength.First(row => row.IsDBNull(0) ? 0 : row.GetInt64(0), list);
            _lengths[list] = length;
        }

        return length;
    }
}
