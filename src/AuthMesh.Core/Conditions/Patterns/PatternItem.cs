namespace AuthMesh.Core.Conditions.Patterns;

/// <summary>A character or a class of characters, as .NET writes it between brackets.</summary>
/// <param name="Content">Without the brackets.</param>
/// <param name="Single">The character, if it is one.</param>
internal readonly record struct PatternItem(string Content, bool IsNegated, char? Single = null)
{
    public static PatternItem Of(char c) => new($"\\u{(int)c:X4}", IsNegated: false, c);

    /// <summary>The item on its own. What is negated also fits a character beyond 16 bits, which is two units.</summary>
    public string AsPiece() => IsNegated ? Negated(Content) : $"[{Content}]";

    /// <summary>All characters but these.</summary>
    public static string Negated(string content) => $@"(?:[^{content}\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])";
}
