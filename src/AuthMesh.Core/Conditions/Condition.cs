using System.Diagnostics.CodeAnalysis;

namespace AuthMesh.Core.Conditions;

/// <summary>A condition of an entry: an expression in a subset of CEL (<c>docs/conditions.md</c>), checked and compiled once. Immutable; for any number of threads.</summary>
public sealed class Condition
{
    private Condition(string source)
    {
        Source = source;
    }

    /// <summary>The text as it was written.</summary>
    public string Source { get; }

    /// <summary>Compiles the text; otherwise <paramref name="error"/> says why it is no condition, and where. Never throws, whatever the text.</summary>
    public static bool TryCompile(string source, [NotNullWhen(true)] out Condition? condition, [NotNullWhen(false)] out ConditionError? error)
    {
        condition = null;
        error = new ConditionError("is not supported by this version", 1);
        return false;
    }

    /// <summary>What the condition says of the facts. Never throws; work is bounded by a number of steps, and Unknown when they do not suffice.</summary>
    public Truth Evaluate(IConditionFacts facts) => Truth.Unknown;
}
