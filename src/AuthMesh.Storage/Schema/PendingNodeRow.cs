namespace AuthMesh.Storage.Schema;

/// <summary>A newcomer that waits for approval.</summary>
internal sealed class PendingNodeRow
{
    public required byte[] Node { get; init; }

    public required byte[] PublicKey { get; init; }

    public required string Name { get; init; }

    public required string Address { get; init; }

    public bool Steward { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long RequestedAt { get; init; }
}
