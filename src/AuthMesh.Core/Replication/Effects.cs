using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>Something a replica wants done. Given out only after all that it rests on is durable.</summary>
public abstract record ReplicaEffect;

/// <summary>Send this serialised LinkMessage, in order, once. Lost with the link, never resent.</summary>
public sealed record SendFrame(LinkId Link, ReadOnlyMemory<byte> Frame) : ReplicaEffect;

/// <summary>Connect to a peer; ends in <see cref="LinkOpened"/> or <see cref="DialFailed"/>.</summary>
public sealed record Dial(NodeId Peer, string Address) : ReplicaEffect;

/// <summary>Close a connection; <see cref="LinkClosed"/> follows.</summary>
public sealed record CloseLink(LinkId Link, string Reason) : ReplicaEffect;

/// <summary>The answer to a <see cref="RequestInput"/>.</summary>
public sealed record Completed(long Request, object Outcome) : ReplicaEffect;

/// <summary>A list has a new state.</summary>
/// <param name="Batches">The batches that led to it, oldest first; empty when only readiness changed.</param>
public sealed record ListPublished(ListSnapshot Snapshot, IReadOnlyList<Persistence.JournalBatch> Batches) : ReplicaEffect;

/// <summary>A list is no more: this node has left the mesh that it belonged to.</summary>
public sealed record ListWithdrawn(Lists.ListName List) : ReplicaEffect;

/// <summary>Roster or links have a new state.</summary>
public sealed record MeshPublished(MeshSnapshot Snapshot) : ReplicaEffect;

/// <summary>How serious a <see cref="Report"/> is.</summary>
public enum ReportLevel
{
    /// <summary>Normal life.</summary>
    Information,

    /// <summary>Refused or strange, and handled.</summary>
    Warning,

    /// <summary>A person should look: a fork, a divergence, a clock far off.</summary>
    Alarm,
}

/// <summary>Something for the log.</summary>
/// <param name="Code">Stable, snake_case.</param>
public sealed record Report(ReportLevel Level, string Code, string Text) : ReplicaEffect;
