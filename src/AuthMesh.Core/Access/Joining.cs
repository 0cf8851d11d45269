using System.Collections.Immutable;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Access;

/// <summary>What an invitation shall allow.</summary>
/// <param name="NeedsApproval">Hold the newcomer until a steward approves.</param>
/// <param name="Steward">Make the newcomer a steward, too.</param>
public sealed record InviteRequest(TimeSpan TimeToLive, int Uses, bool NeedsApproval, bool Steward, string Actor);

/// <summary>The invitation, or why there is none.</summary>
/// <param name="Join">The pasteable string; null when refused.</param>
/// <param name="Error">A stable code such as <c>not_steward</c>; null when made.</param>
public sealed record InviteOutcome(string? Join, DateTimeOffset ExpiresAt, string? Error, string? Detail);

/// <summary>What a newcomer says at the door.</summary>
/// <param name="InvitationId">From the invitation.</param>
/// <param name="Secret">From the invitation.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo of the TLS key that the newcomer's side of the connection proved.</param>
public sealed record JoinClaim(string InvitationId, ReadOnlyMemory<byte> Secret, ReadOnlyMemory<byte> PublicKey, string Name, string Address);

/// <summary>Whether the newcomer is in.</summary>
public enum JoinStatus
{
    /// <summary>In the roster.</summary>
    Admitted,

    /// <summary>Waits for a steward; ask again.</summary>
    Pending,

    /// <summary>Not let in. One answer for every reason, so that nothing can be learnt by guessing.</summary>
    Refused,
}

/// <summary>The steward's answer to a newcomer.</summary>
/// <param name="Mesh">Set when admitted.</param>
public sealed record JoinAnswer(JoinStatus Status, MeshId? Mesh, string Detail);

/// <summary>What became of an administrative request.</summary>
/// <param name="Error">A stable code; null when done.</param>
public sealed record MeshOutcome(string? Error, string Detail)
{
    /// <summary>Done.</summary>
    public static MeshOutcome Done { get; } = new(null, "");

    /// <summary>True when done.</summary>
    public bool Succeeded => Error is null;
}

/// <summary>Which nodes have a batch.</summary>
public sealed record Receipts(ImmutableArray<NodeId> Applied, ImmutableArray<NodeId> Waiting);
