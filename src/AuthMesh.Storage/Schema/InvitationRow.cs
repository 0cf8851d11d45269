namespace AuthMesh.Storage.Schema;

/// <summary>An invitation that may still be used.</summary>
internal sealed class InvitationRow
{
    public required string Id { get; init; }

    public required byte[] SecretDigest { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long ExpiresAt { get; init; }

    public int UsesLeft { get; init; }

    public bool NeedsApproval { get; init; }

    public bool Steward { get; init; }

    public required string CreatedBy { get; init; }
}
