using AuthMesh.Core.Journal;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Node.Rest.Journal;

/// <summary>Works out which batches a version covers: those that its heads had seen, and the heads themselves.</summary>
internal static class VersionCoverage
{
    /// <summary>Null when this node does not have what the version names.</summary>
    public static VersionVector? Of(VersionToken version, IListQueries queries)
    {
        var seen = VersionVector.Empty;
        foreach (var id in version.Heads)
        {
            if (queries.FindBatch(version.List, id) is not { } head)
            {
                return null;
            }

            seen = seen.Join(PastOf(head, queries)).With(head.Dot);
        }

        return seen;
    }

    /// <summary>Each batch keeps what advanced since its writer's batch before, up to a checkpoint that keeps everything.</summary>
    private static VersionVector PastOf(JournalBatch batch, IListQueries queries)
    {
        var past = VersionVector.Of(batch.Past.List);
        while (!batch.Past.IsCheckpoint)
        {
            var before = batch.Dot with { Seq = batch.Dot.Seq - 1 };
            batch = queries.FindBatch(batch.List, before) ?? throw new StoreException($"The journal has {batch.Dot}, but not {before} before it.");
            past = past.Join(VersionVector.Of(batch.Past.List));
        }

        return past;
    }
}
