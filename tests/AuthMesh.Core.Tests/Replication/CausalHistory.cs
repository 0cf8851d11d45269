namespace AuthMesh.Core.Tests.Replication;

/// <summary>Who made how many changes, and what each had seen: for each writer, for each of its changes, how many changes of each writer.</summary>
/// <remarks>
/// So a history is three lists of vectors. They grow along each list, and are closed: who has seen a change has seen all that its author had seen (then there
/// are no circles either). Writers have no names: of histories that differ only in who is called what, those with the longer lists first are enough.
/// </remarks>
internal sealed record CausalHistory(int[][][] Seen)
{
    private const int Writers = 3;

    /// <summary>Every history of so many changes over three writers.</summary>
    public static IEnumerable<CausalHistory> Of(int changes) =>
        from a in Enumerable.Range(0, changes + 1)
        from b in Enumerable.Range(0, changes - a + 1)
        let lengths = (int[])[a, b, changes - a - b]
        where a >= b && b >= lengths[2]
        from first in Growing(lengths, 0)
        from second in Growing(lengths, 1)
        from third in Growing(lengths, 2)
        let history = new CausalHistory([first, second, third])
        where history.IsClosed
        select history;

    /// <summary>How many changes each writer made.</summary>
    public int[] Lengths => [.. Seen.Select(changes => changes.Length)];

    /// <summary>True when a node that holds so many changes of each writer may take the next of this one.</summary>
    public bool MayFollow(int[] held, int writer) => held[writer] < Seen[writer].Length && Covers(held, Seen[writer][held[writer]]);

    private bool IsClosed => Seen.All(changes => changes.All(vector => Enumerable.Range(0, Writers).All(w => vector[w] == 0 || Covers(vector, Seen[w][vector[w] - 1]))));

    /// <summary>Every list of vectors that grows: at its n-th change a writer has seen its own n − 1 before.</summary>
    private static List<int[][]> Growing(int[] lengths, int writer)
    {
        List<int[][]> lists = [[]];
        for (var n = 0; n < lengths[writer]; n++)
        {
            var next = Vectors(lengths, writer, own: n).ToList();
            lists = [.. lists.SelectMany(list => next.Where(v => list.Length == 0 || Covers(v, list[^1])).Select(v => (int[][])[.. list, v]))];
        }

        return lists;
    }

    private static IEnumerable<int[]> Vectors(int[] lengths, int writer, int own)
    {
        return from a in Counts(0) from b in Counts(1) from c in Counts(2) select (int[])[a, b, c];

        IEnumerable<int> Counts(int of) => of == writer ? [own] : Enumerable.Range(0, lengths[of] + 1);
    }

    private static bool Covers(int[] more, int[] less) => more[0] >= less[0] && more[1] >= less[1] && more[2] >= less[2];
}
