using AuthMesh.Core.Decisions.Explanations;

namespace AuthMesh.Core.Tests.Decisions.Explanations;

/// <summary>All of an explanation as text: equal explanations have equal texts.</summary>
internal static class ExplanationText
{
    public static string Of(Explanation explanation) => string.Join('\n',
    [
        $"allowed {explanation.IsAllowed}, cut {explanation.IsCut}",
        .. explanation.Deciding.Select(entry => "deciding " + Of(entry)),
        .. explanation.Considered.Select(entry => "considered " + Of(entry)),
        Of(explanation.Missing),
        $"ignored {string.Join(' ', explanation.Ignored)}",
    ]);

    public static string Of(Match match) => string.Join(" → ", match.Memberships.Select(membership => membership.Parent.Value).Prepend(match.Name)) + $" ~ {match.Pattern}";

    private static string Of(ExplainedEntry entry) =>
        $"{entry.Entry}; {Of(entry.Subject)}; {Of(entry.Action)}; {Of(entry.Resource)}; {string.Join(", ", entry.Remarks)}";

    private static string Of(MissingAllow? missing) => missing is null
        ? ""
        : $"missing {missing.Kind}: {missing.Detail} {missing.Nearest?.Entry}; {string.Join(' ', [.. missing.SubjectIn, .. missing.ActionIn, .. missing.ResourceIn])}";
}
