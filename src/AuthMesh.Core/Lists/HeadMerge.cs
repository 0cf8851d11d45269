using System.Collections.Immutable;
using AuthMesh.Core.Journal;

namespace AuthMesh.Core.Lists;

/// <summary>How a change meets the heads of its record.</summary>
/// <remarks>
/// <para>A record is a multi-value register: every change replaces what its author had seen and stands beside what its author had not.
/// So what is left is always the set of changes that no other change has seen, whatever the order in which they came
/// (Shapiro, Preguiça, Baquero, Zawirski: "A comprehensive study of convergent and commutative replicated data types", 2011, §3.2.2).
/// Clocks play no part.</para>
/// <para>Precondition: causal delivery. All that an author had seen is applied before the author's batch, and each batch once; then no
/// head that is here can have seen the incoming change, and the past of the incoming change alone says what goes.</para>
/// </remarks>
public static class HeadMerge
{
    /// <summary>The heads after a change.</summary>
    /// <param name="heads">The heads before it; empty for a record that does not exist.</param>
    /// <param name="past">What the author of the incoming batch had seen before it: the batch itself is not in it, the writer's batches before it are.</param>
    /// <returns>Heads ordered by (writer, seq, batch, index); the same array when the change is here already.</returns>
    public static ImmutableArray<Head> Apply(ImmutableArray<Head> heads, Head incoming, VersionVector past)
    {
        if (heads.Any(head => head.IsOfSameBatch(incoming) && (head.Index == incoming.Index || head.Replaces(incoming, past))))
        {
            return heads;
        }

        var kept = heads.RemoveAll(head => incoming.Replaces(head, past));
        var place = 0;
        while (place < kept.Length && InOrder(kept[place], incoming))
        {
            place++;
        }

        return kept.Insert(place, incoming);
    }

    /// <summary>Beyond a cut a change replaces nothing (design §3, Cuts).</summary>
    private static bool Replaces(this Head newer, Head older, VersionVector past) =>
        !newer.DenyOnly && (newer.IsOfSameBatch(older) ? newer.Index > older.Index : past.Covers(older.Dot));

    /// <summary>The dot alone does not say so: a forked writer has two batches for one dot.</summary>
    private static bool IsOfSameBatch(this Head head, Head other) => head.Dot == other.Dot && head.Batch == other.Batch;

    private static bool InOrder(Head first, Head second)
    {
        var order = first.Dot.CompareTo(second.Dot);
        if (order == 0)
        {
            order = first.Batch.CompareTo(second.Batch);
        }

        return order < 0 || (order == 0 && first.Index < second.Index);
    }
}
