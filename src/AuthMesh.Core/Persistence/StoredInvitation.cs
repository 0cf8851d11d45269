using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Persistence;

/// <summary>An invitation as its steward keeps it: only a digest of the secret.</summary>
/// <param name="Id">16 random bytes in hexadecimal.</param>
/// <param name="SecretDigest">SHA-256 of the secret.</param>
/// <param name="ExpiresAt">Unix milliseconds.</param>
/// <param name="UsesLeft">Spent when 0.</param>
/// <param name="NeedsApproval">A newcomer is held until a steward approves.</param>
/// <param name="Steward">The newcomer becomes a steward, too.</param>
public sealed record StoredInvitation(string Id, ReadOnlyMemory<byte> SecretDigest, long ExpiresAt, int UsesLeft, bool NeedsApproval, bool Steward, string CreatedBy);

/// <summary>A newcomer that proved an invitation's secret and waits for approval at this steward.</summary>
/// <param name="RequestedAt">Unix milliseconds.</param>
public sealed record PendingNode(NodeId Node, ReadOnlyMemory<byte> PublicKey, string Name, string Address, bool Steward, long RequestedAt);
