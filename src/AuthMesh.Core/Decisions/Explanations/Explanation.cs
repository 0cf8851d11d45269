using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions.Explanations;

/// <summary>Why a question is answered as it is. Made of the list's records and the instant alone, so that nodes with equal records give equal explanations.</summary>
/// <param name="IsAllowed">The decision.</param>
/// <param name="Deciding">The entries that decide: those that deny or, when none does, those that allow. Empty when nothing matches. In order of effect, subject, action, resource, condition.</param>
/// <param name="Considered">Entries for this question that do not decide, and why; the nearest to it first.</param>
/// <param name="Missing">What is missing for an allow; null when the question is allowed.</param>
/// <param name="Ignored">What the question says of attributes that the list marks as stored-only, and so does not count, as conditions write it. By name.</param>
/// <param name="IsCut">There is more than an explanation may hold: entries, or names that the question stands for. The decision rests on all of it nevertheless.</param>
public sealed record Explanation(
    bool IsAllowed,
    ImmutableArray<ExplainedEntry> Deciding,
    ImmutableArray<ExplainedEntry> Considered,
    MissingAllow? Missing,
    ImmutableArray<string> Ignored,
    bool IsCut)
{
    /// <summary>The most entries that <see cref="Deciding"/> and <see cref="Considered"/> hold, each.</summary>
    public const int MostEntries = 50;

    /// <summary>All records that it speaks of, each once, entries first: the index does not keep their authors, times and notes, these are to be looked up.</summary>
    public IEnumerable<RecordKey> Records => Deciding.Concat(Considered).Select(entry => entry.Entry)
        .Concat<RecordKey>(Deciding.Concat(Considered)
            .SelectMany(entry => new[] { entry.Subject, entry.Action, entry.Resource })
            .SelectMany(match => match.Memberships))
        .Distinct();
}
