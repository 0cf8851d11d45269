using System.Collections.Immutable;

namespace AuthMesh.Core.Conditions.Operations;

/// <summary>An operator or function: its name, the kinds of value that it is for, and what works it out.</summary>
/// <param name="Name">The operator, the function's name, or a dot and the name for one that is called on its first operand.</param>
/// <param name="Overloads">All of the same number of operands.</param>
internal sealed record Operation(string Name, ImmutableArray<Overload> Overloads)
{
    /// <summary>Set for an operation of one value.</summary>
    public UnaryOperation? Unary { get; init; }

    /// <summary>Set for an operation of two values.</summary>
    public BinaryOperation? Binary { get; init; }

    /// <summary>What the last operand must look like if it is a text; null where any will do.</summary>
    public TextForm? TextForm { get; init; }

    /// <summary>How many operands it has, a receiver counted.</summary>
    public int Arity => Unary is null ? 2 : 1;
}
