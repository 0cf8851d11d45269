using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Lists;

/// <summary>Batches that three sites wrote while they heard of each other only now and then.</summary>
public static class History
{
    /// <summary>The batches in an order in which they can be applied. The third site's clock is an hour ahead.</summary>
    public static IReadOnlyList<Batch> From(Tape tape)
    {
        Site[] sites = [new("a"), new("b"), new("c", clock: 4_600_000)];
        var all = new Site("all");
        // A handful of records, so that changes meet.
        var keys = Enumerable.Range(0, 6).Select(_ => Worlds.Key(tape)).ToArray();
        while (!tape.AtEnd)
        {
            var site = tape.Of(sites);
            if (tape.Next(3) == 0)
            {
                site.PullFrom(tape.Of(sites));
            }

            var batch = site.Write(tape.OneIn(10), [.. Enumerable.Range(0, 1 + tape.Next(3)).Select(_ => Change(tape, keys))]);
            all.PullFrom(site);
        }

        return all.Journal;
    }

    /// <summary>The same batches in another order that respects causes, some of them more than once.</summary>
    public static IEnumerable<Batch> Reordered(IReadOnlyList<Batch> batches, Tape tape)
    {
        var waiting = batches.ToList();
        var seen = Core.Journal.VersionVector.Empty;
        var given = new List<Batch>();
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(batch => seen.Covers(batch.Past)).ToList();
            var next = ready[tape.Next(ready.Count)];
            waiting.Remove(next);
            seen = seen.With(next.Dot);
            given.Add(next);
            yield return next;
            if (tape.OneIn(4))
            {
                yield return tape.Of(given);
            }
        }
    }

    private static Change Change(Tape tape, RecordKey[] keys)
    {
        var key = tape.Of(keys);
        return tape.OneIn(3) ? Core.Lists.Change.Remove(key) : Core.Lists.Change.Put(key, Worlds.Details(tape, key));
    }
}
