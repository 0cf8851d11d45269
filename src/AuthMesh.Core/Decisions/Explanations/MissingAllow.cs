using System.Collections.Immutable;

namespace AuthMesh.Core.Decisions.Explanations;

/// <summary>What is missing for an allow.</summary>
/// <param name="Kind">The sort of it.</param>
/// <param name="Detail">The same in a sentence.</param>
/// <param name="Nearest">The allow entry that is nearest to counting; null when there is none for the question.</param>
/// <param name="SubjectIn">What the subject is certainly in, nearest first, as far as there is room; an allow entry for one of these would be for the subject.</param>
/// <param name="ActionIn">The same for the action.</param>
/// <param name="ResourceIn">The same for the resource.</param>
public sealed record MissingAllow(
    MissingKind Kind,
    string Detail,
    ExplainedEntry? Nearest,
    ImmutableArray<string> SubjectIn,
    ImmutableArray<string> ActionIn,
    ImmutableArray<string> ResourceIn)
{
    /// <summary>The most names that each of the three holds.</summary>
    public const int MostNames = 50;
}
