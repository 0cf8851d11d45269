namespace AuthMesh.Transport.Joining;

/// <summary>What the steward answers.</summary>
/// <param name="Status"><c>admitted</c>, <c>pending</c> or <c>refused</c>.</param>
/// <param name="MeshId">Set when admitted.</param>
internal sealed record JoinReply(string Status, string? MeshId, string Detail)
{
    /// <summary>Longest body that a newcomer reads, in bytes.</summary>
    public const int MaxBytes = 16 * 1024;
}
