using System.Collections.Immutable;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;

namespace AuthMesh.Core.Access;

/// <summary>One state of roster and links as this node sees them.</summary>
/// <param name="Mesh">Null while the node is in no mesh.</param>
/// <param name="Pending">Newcomers that wait for approval here.</param>
public sealed record MeshSnapshot(MeshId? Mesh, NodeId Self, bool SelfIsSteward, ImmutableArray<MeshNode> Nodes, ImmutableArray<WaitingNode> Pending, ImmutableArray<ListName> Lists)
{
    /// <summary>The steward that a newcomer was pointed to, while it has no roster yet; null otherwise.</summary>
    public NodeId? PointedTo { get; init; }

    /// <summary>What waits here.</summary>
    public WaitingBatches Waiting { get; init; }

    /// <summary>What is kept in memory to be found quickly.</summary>
    public KeptInMemory Kept { get; init; }

    /// <summary>For each list the time up to which everything that all other nodes did is here; a list is missing while that is not known.</summary>
    public ImmutableDictionary<ListName, ReplicaTime> UpTo { get; init; } = ImmutableDictionary<ListName, ReplicaTime>.Empty;

    /// <summary>How old what is known here of a list may be; null while that cannot be told. Zero where there is nobody else.</summary>
    public TimeSpan? DataAge(ListName list, ReplicaTime now)
    {
        if (Mesh is null || Nodes.IsEmpty)
        {
            return null;
        }

        if (Nodes is [{ IsSelf: true }])
        {
            return TimeSpan.Zero;
        }

        // The older reading: the wall clock may have been set back, the other one stands still while the machine sleeps.
        return UpTo.TryGetValue(list, out var time)
            ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Max(now.Wall - time.Wall, now.Elapsed - time.Elapsed)))
            : null;
    }

    /// <summary>In no mesh.</summary>
    public static MeshSnapshot None(NodeId self) => new(null, self, false, [], [], []);
}

/// <summary>One node of the roster.</summary>
/// <param name="LastSeen">When this node last heard from it, Unix milliseconds; null when never since start. Not set for the node itself.</param>
/// <param name="MissingHere">Batches that it announced and that are not applied here, as far as known; null when this node is not to be linked with it, so only others know.</param>
/// <param name="MissingThere">Batches applied here that it has not confirmed, as far as known; null likewise.</param>
/// <param name="LastFailure">Why the last link or dial ended; null when none did.</param>
public sealed record MeshNode(
    NodeId Node,
    string Name,
    string Address,
    bool Steward,
    bool IsSelf,
    LinkState Link,
    long? LastSeen,
    long? MissingHere,
    long? MissingThere,
    string? LastFailure)
{
    /// <summary>The same for each list, with reasons; empty while there is no link.</summary>
    public ImmutableArray<LinkList> Lists { get; init; } = [];

    /// <summary>What went over the links with it since start; null when there was none.</summary>
    public LinkTraffic? Traffic { get; init; }
}

/// <summary>The state of the link to a node.</summary>
public enum LinkState
{
    /// <summary>This node itself.</summary>
    Self,

    /// <summary>Out of reach: a link was lost, or could not be made, and did not come back soon; or, far away, said to be down by all that should be linked with it.</summary>
    Down,

    /// <summary>No link, as this node is not its neighbour in the overlay of a large mesh; by what others say it is alive.</summary>
    Distant,

    /// <summary>To be linked: about to be dialled, or connected and greetings not done.</summary>
    Opening,

    /// <summary>Connected, and something is missing on one side.</summary>
    CatchingUp,

    /// <summary>Connected; each end has what the other announced.</summary>
    InSync,
}

/// <summary>A newcomer that waits for approval.</summary>
public sealed record WaitingNode(NodeId Node, string Name, string Address, long RequestedAt);
