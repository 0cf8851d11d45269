namespace AuthMesh.Core.Conditions.Syntax;

/// <summary>The smallest piece of a condition that means something.</summary>
/// <param name="Text">The word or symbol; empty for the others.</param>
/// <param name="Value">Of a literal. A whole number stands without its sign, so -2^63 stands for 2^63, which only a minus can make right.</param>
/// <param name="Offset">Where it begins, from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, Value Value, int Offset)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;

    /// <summary>For error messages.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Literal => Value.Kind == ValueKind.String ? "a string" : "a number",
        _ => $"'{Text}'",
    };
}
