namespace AuthMesh.Client;

/// <summary>Asks for an invitation to the mesh.</summary>
/// <param name="TtlSeconds">How long it holds: 60 to 604,800 (a week); 3,600 when absent.</param>
/// <param name="Uses">How many nodes may use it: 1 to 1,000; 1 when absent.</param>
/// <param name="Approve">Hold the newcomer until a steward approves; false when absent.</param>
/// <param name="Steward">Make the newcomer a steward, too; false when absent.</param>
public sealed record InviteRequest(int? TtlSeconds = null, int? Uses = null, bool? Approve = null, bool? Steward = null);

/// <summary>An invitation. Whoever has the string may join: treat it as a secret.</summary>
public sealed record Invitation(string Join, DateTimeOffset ExpiresAt);

/// <summary>Makes the node join the mesh of an invitation.</summary>
public sealed record JoinRequest(string Join);

/// <summary>What became of joining.</summary>
public sealed record JoinResult(JoinState State, NodeInfo Node);

/// <summary>Whether the node is in.</summary>
public enum JoinState
{
    /// <summary>In the roster.</summary>
    Joined,

    /// <summary>Waits for a steward's approval, and joins by itself when it is given.</summary>
    Pending,
}
