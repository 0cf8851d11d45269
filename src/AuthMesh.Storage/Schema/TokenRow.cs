using AuthMesh.Core.Access;

namespace AuthMesh.Storage.Schema;

/// <summary>An API token: its digest, and who made it when. A revoked one stays as a trace.</summary>
internal sealed class TokenRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public TokenScope Scope { get; init; }

    /// <summary>SHA-256 of the whole text.</summary>
    public required byte[] Digest { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreatedAt { get; init; }

    /// <summary>Unix milliseconds; null while the token is good.</summary>
    public long? RevokedAt { get; set; }
}
