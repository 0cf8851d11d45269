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
    public JournalBatch Append(JournalBatch batch)
    {
        if (FindBatch(batch.List, batch.Dot) is not null || FindBatch(batch.List, batch.Id) is not null)
        {
            throw Fail($"The journal of '{batch.List}' has batch {batch.Dot} already.");
        }

        Written.Tips.Set((batch.List, batch.Dot.Writer), new Tip(batch.Dot.Writer, batch.Dot.Seq, batch.Id));
        return Written.Journal.Append(batch);
    }

    /// <inheritdoc/>
    public JournalBatch? FindBatch(ListName list, Hash256 id) => Tables.Journal.Find(list, id);

    /// <inheritdoc/>
    public JournalBatch? FindBatch(ListName list, Dot dot) => Tables.Journal.Find(list, dot);

    /// <inheritdoc/>
    public IReadOnlyList<JournalBatch> ReadJournal(ListName list, long afterPosition, int maxBatches, int maxBytes)
    {
        var batches = new List<JournalBatch>();
        long bytes = 0;
        for (var position = afterPosition + 1; batches.Count < maxBatches && Tables.Journal.Read(list, position) is { } batch; position++)
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
