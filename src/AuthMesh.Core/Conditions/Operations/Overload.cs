using System.Collections.Immutable;

namespace AuthMesh.Core.Conditions.Operations;

/// <summary>Kinds that an operation is for, and what it gives for them.</summary>
/// <param name="Operands">A receiver first.</param>
internal sealed record Overload(ImmutableArray<ValueKind> Operands, ValueKind Result)
{
    /// <summary>False when one of the operands is known to be of another kind.</summary>
    public bool Fits(ReadOnlySpan<ValueKind?> kinds)
    {
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] is { } kind && kind != Operands[i])
            {
                return false;
            }
        }

        return true;
    }
}
