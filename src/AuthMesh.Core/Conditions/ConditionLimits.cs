namespace AuthMesh.Core.Conditions;

/// <summary>What a condition may cost, to compile and to evaluate. The first four bound the text when it is written; the last bounds each evaluation.</summary>
/// <remarks>They are part of what a list means: a node that allowed itself more steps than another would answer differently. So they are no options.</remarks>
public static class ConditionLimits
{
    /// <summary>The longest text, in bytes of UTF-8.</summary>
    public const int MaxSourceBytes = 4096;

    /// <summary>The deepest nesting of expressions. CEL asks for at least 32; the call stack is the reason for an end.</summary>
    public const int MaxDepth = 64;

    /// <summary>The greatest number of literals, names, operators and calls.</summary>
    public const int MaxNodes = 1000;

    /// <summary>How deep <c>exists</c>, <c>all</c>, <c>exists_one</c>, <c>filter</c> and <c>map</c> may stand in one another.</summary>
    public const int MaxLoopDepth = 4;

    /// <summary>The steps of one evaluation: one for each node in a loop's body each time around, each item of a list and each sixteen characters of a
    /// text made or looked through, each look at an instruction of a pattern; a search for a text in a text counts the product of the lengths by 64.</summary>
    /// <remarks>Enough to look once at each item of the largest attribute. A step takes some nanoseconds, so the worst condition takes about a millisecond.</remarks>
    public const int MaxSteps = 100_000;
}
