using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Exchange.Plans;

/// <summary>One change that makes a list as a file says.</summary>
/// <param name="At">Where the file says so; null for what the file does not name.</param>
internal sealed record PlanStep(PlanStepKind Kind, Change Change, Position? At);

/// <summary>What a step does.</summary>
internal enum PlanStepKind
{
    /// <summary>The list has no such record.</summary>
    Add,

    /// <summary>The list has it with another window, note or value.</summary>
    Alter,

    /// <summary>It is contested in the list; writing it settles that.</summary>
    Settle,

    /// <summary>The list has it, and the file, which owns it, does not.</summary>
    Remove,
}
