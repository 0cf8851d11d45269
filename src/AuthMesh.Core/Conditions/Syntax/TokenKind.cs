namespace AuthMesh.Core.Conditions.Syntax;

/// <summary>The sorts of token.</summary>
internal enum TokenKind
{
    /// <summary>The end of the text, or of what could be read of it.</summary>
    End,

    /// <summary>An identifier or keyword.</summary>
    Word,

    /// <summary>An operator, bracket, comma, dot or colon.</summary>
    Symbol,

    /// <summary>A number or text.</summary>
    Literal,
}
