namespace AuthMesh.Client;

/// <summary>A node of the mesh, as the node that answers sees it.</summary>
/// <param name="Address">Where its mesh listener is reached; empty for a node that only dials.</param>
/// <param name="LastSeen">When it was last heard from; absent when never since start, and for the answering node itself.</param>
/// <param name="Lag">Absent for a node that the answering one is not to be linked with: what it lacks is known to others.</param>
/// <param name="LastFailure">Why the last link or dial ended.</param>
public sealed record MeshNodeItem(
    string NodeId,
    string Name,
    string Address,
    NodeState State,
    NodeRole Role,
    NodeLink Link,
    DateTimeOffset? LastSeen,
    NodeLag? Lag,
    string? LastFailure)
{
    /// <summary>The lag of each list, with the reason; empty while there is no link.</summary>
    public IReadOnlyList<NodeListLag> Lists { get; init; } = [];

    /// <summary>What went over the links with it since the answering node started; absent when there was none.</summary>
    public NodeTraffic? Traffic { get; init; }
}

/// <summary>Batches on the way, as far as known.</summary>
/// <param name="Here">Announced by the node and not yet applied where this is asked.</param>
/// <param name="There">Applied where this is asked and not yet confirmed by the node.</param>
public sealed record NodeLag(long Here, long There);

/// <summary>Whether the node is in.</summary>
public enum NodeState
{
    /// <summary>In the roster.</summary>
    Member,

    /// <summary>Waits for approval at the answering node.</summary>
    Pending,
}

/// <summary>What the node may do in the mesh.</summary>
public enum NodeRole
{
    /// <summary>Keeps and writes lists.</summary>
    Member,

    /// <summary>Also admits nodes.</summary>
    Steward,
}

/// <summary>The link from the answering node.</summary>
public enum NodeLink
{
    /// <summary>The answering node itself.</summary>
    Self,

    /// <summary>No link.</summary>
    Down,

    /// <summary>Not linked with the answering node, since a large mesh is linked by way of others; by what those say it is alive.</summary>
    Distant,

    /// <summary>Connected, greetings not done.</summary>
    Opening,

    /// <summary>Connected, and something is missing on one side.</summary>
    CatchingUp,

    /// <summary>Connected; each end has what the other announced.</summary>
    InSync,
}
