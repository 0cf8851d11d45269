using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions.Explanations;

/// <summary>An entry that is for the question that was asked: on every side it is for the name itself, or for something that the name is in, if need be over memberships that do not count.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Subject">How it comes to be for the question's subject.</param>
/// <param name="Action">How it comes to be for the question's action.</param>
/// <param name="Resource">How it comes to be for the question's resource.</param>
/// <param name="Remarks">Of an entry that does not count: all that keeps it from it. Of a deny entry that counts: what is in doubt, and therefore counts for denying.</param>
public sealed record ExplainedEntry(EntryKey Entry, Match Subject, Match Action, Match Resource, ImmutableArray<Remark> Remarks)
{
    /// <summary>The order in which people read entries; total, and the same everywhere.</summary>
    internal static readonly Comparer<ExplainedEntry> Order = Comparer<ExplainedEntry>.Create((one, other) => Compare(one.Entry, other.Entry));

    /// <summary>Those with the fewest remarks first.</summary>
    internal static readonly Comparer<ExplainedEntry> Nearness = Comparer<ExplainedEntry>.Create((one, other) =>
        one.Remarks.Length != other.Remarks.Length ? one.Remarks.Length.CompareTo(other.Remarks.Length) : Compare(one.Entry, other.Entry));

    private static int Compare(EntryKey one, EntryKey other) =>
        one.Effect != other.Effect ? one.Effect.CompareTo(other.Effect)
        : FirstDifference((one.Subject, other.Subject), (one.Action, other.Action), (one.Resource, other.Resource), (one.Condition, other.Condition), (one.Unknown, other.Unknown));

    private static int FirstDifference(params ReadOnlySpan<(string One, string Other)> texts)
    {
        foreach (var (one, other) in texts)
        {
            if (string.CompareOrdinal(one, other) is var order and not 0)
            {
                return order;
            }
        }

        return 0;
    }
}
