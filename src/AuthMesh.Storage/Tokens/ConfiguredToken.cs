using AuthMesh.Core.Access;

namespace AuthMesh.Storage.Tokens;

/// <summary>A token of the configuration: never its text, only the digest of it.</summary>
public sealed class ConfiguredToken
{
    /// <summary>Shown in logs and in the journal as <c>token:NAME</c>; unique, 1 to 64 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Check, Read, Write or Admin.</summary>
    public TokenScope Scope { get; init; }

    /// <summary>SHA-256 of the text as 64 hexadecimal digits (<c>printf %s TEXT | sha256sum</c>). The text should have at least 32 random bytes.</summary>
    public string Sha256 { get; init; } = "";
}
