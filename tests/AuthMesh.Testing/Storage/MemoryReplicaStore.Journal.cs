using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Testing.Storage;

public sealed partial class MemoryReplicaStore
{
    /// <inheritdoc/>
    public IReadOnlyList<Tip> ReadTips(ListName list) => [.. Tables.Tips.Rows.Where(row => row.Key.List == list).Select(row => row.Value)];

    /// <inheritdoc/>
    public void Append(JournalBatch batch)
    {
        if (FindBatch(batch.List, batch.Dot) is not null || FindBatch(batch.List, batch.Id) is not null)
        {
            throw Fail($"The journal of '{batch.List}' has batch {batch.Dot} already.");
        }

        var position = Tables.Lengths.TryGet(batch.List, out var length) ? length + 1 : 1;
        var stored = batch with { Position = position };
        Tables.Lengths.Set(batch.List, position);
        Tables.Batches.Set((batch.List, position), stored);
        Tables.BatchesById.Set((batch.List, batch.Id), stored);
        Tables.BatchesByDot.Set((batch.List, batch.Dot), stored);
        Tables.Tips.Set((batch.List, batch.Dot.Writer), new Tip(batch.Dot.Writer, batch.Dot.Seq, batch.Id));
    }

    /// <inheritdoc/>
    public JournalBatch? FindBatch(ListName list, Hash256 id) => Tables.BatchesById.TryGet((list, id), out var batch) ? batch : null;

    /// <inheritdoc/>
    public JournalBatch? FindBatch(ListName list, Dot dot) => Tables.BatchesByDot.TryGet((list, dot), out var batch) ? batch : null;

    /// <inheritdoc/>
    public IReadOnlyList<JournalBatch> ReadJournal(ListName list, long afterPosition, int maxBatches, int maxBytes)
    {
        var batches = new List<JournalBatch>();
        long bytes = 0;
        for (var position = afterPosition + 1; batches.Count < maxBatches && Tables.Batches.TryGet((list, position), out var batch); position++)
        {
            bytes += batch.Body.Length;
            if (batches.Count > 0 && bytes > maxBytes)
            {
                break;
            }

            batches.Add(batch);
        }

        return batches;
    }
}
