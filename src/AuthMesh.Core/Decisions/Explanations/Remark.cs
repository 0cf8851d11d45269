using AuthMesh.Core.Conditions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions.Explanations;

/// <summary>What keeps an entry from counting, or puts it in doubt.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Record">The record of which it is true: the entry, or a membership over which it matches; for <see cref="RemarkKind.Overridden"/> the first of the entries that deny.</param>
public sealed record Remark(RemarkKind Kind, RecordKey Record)
{
    /// <summary>Of <see cref="RemarkKind.ConditionUnknown"/>: what makes it so.</summary>
    public ConditionDoubts Doubts { get; init; } = ConditionDoubts.None;
}
