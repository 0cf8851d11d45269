using AuthMesh.Core.Access;

namespace AuthMesh.Node.Rest.Authentication;

/// <summary>A token given by configuration: only its digest stands there.</summary>
internal sealed class ConfiguredToken
{
    /// <summary>For people and logs; 1 to 64 characters.</summary>
    public string Name { get; set; } = "";

    /// <summary>What it allows.</summary>
    public TokenScope Scope { get; set; }

    /// <summary>SHA-256 of the token's text, as 64 hexadecimal digits (<c>printf %s TOKEN | sha256sum</c>).</summary>
    public string Sha256 { get; set; } = "";
}
