namespace AuthMesh.Node.Exchange.Casbin.Matchers;

/// <summary>A word of a matcher.</summary>
internal readonly record struct MatcherToken(MatcherTokenKind Kind, string Text, Place At);

/// <summary>What a word is.</summary>
internal enum MatcherTokenKind
{
    Name,
    Text,
    Number,
    Symbol,
    End,
}
