namespace AuthMesh.Transport.Joining;

/// <summary>What a newcomer posts. Its key is not in it: the TLS handshake proved that.</summary>
/// <param name="Secret">Base64 in JSON.</param>
internal sealed record JoinRequest(string InvitationId, byte[] Secret, string Name, string Address)
{
    /// <summary>Longest body, in bytes.</summary>
    public const int MaxBytes = 4096;
}
