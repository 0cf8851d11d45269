using AuthMesh.Core.Conditions;

namespace AuthMesh.Core.Decisions.Explanations;

/// <summary>What is to be said of a clause.</summary>
internal static class Remarks
{
    /// <summary>Why it does not certainly count at the instant; null when it does.</summary>
    public static RemarkKind? On(Terms terms, long instant) =>
        terms.Certain.Contains(instant) ? null
        : !terms.MayHoldAt(instant) ? terms.Possible[^1].NotBefore > instant ? RemarkKind.NotYetValid : RemarkKind.Expired
        : !terms.IsUnderstood ? RemarkKind.NotUnderstood
        : terms.Standing == Lists.Standing.Contested ? RemarkKind.Contested
        : RemarkKind.WindowsDisagree;

    /// <summary>What a condition's answer says; null when it holds.</summary>
    public static RemarkKind? On(Truth condition) => condition switch
    {
        Truth.True => null,
        Truth.False => RemarkKind.ConditionFalse,
        _ => RemarkKind.ConditionUnknown,
    };
}
