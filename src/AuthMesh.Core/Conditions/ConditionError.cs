namespace AuthMesh.Core.Conditions;

/// <summary>Why a text is no condition.</summary>
/// <param name="Message">What is wrong and, where it helps, what is allowed.</param>
/// <param name="Column">Where, counted from 1 in UTF-16 units.</param>
public sealed record ConditionError(string Message, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"column {Column}: {Message}";
}
