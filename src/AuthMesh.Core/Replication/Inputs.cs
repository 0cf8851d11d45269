using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Replication;

/// <summary>Names one live connection at this node; never reused while the node runs.</summary>
public readonly record struct LinkId(long Value);

/// <summary>The time as a replica sees it.</summary>
/// <param name="Wall">The wall clock, Unix milliseconds: for timestamps and windows only.</param>
/// <param name="Elapsed">A clock that never jumps, in milliseconds from an arbitrary start: for all timers.</param>
public readonly record struct ReplicaTime(long Wall, long Elapsed);

/// <summary>Something that happened to a replica. Inputs are handled one at a time, in order.</summary>
public abstract record ReplicaInput;

/// <summary>A connection with an authenticated peer is open; messages may flow both ways.</summary>
/// <param name="Dialled">True when this node dialled.</param>
public sealed record LinkOpened(LinkId Link, NodeId Peer, bool Dialled) : ReplicaInput;

/// <summary>A connection is gone. Follows every <see cref="LinkOpened"/> exactly once.</summary>
public sealed record LinkClosed(LinkId Link, string Reason) : ReplicaInput;

/// <summary>A <see cref="Dial"/> came to nothing.</summary>
public sealed record DialFailed(NodeId Peer, string Reason) : ReplicaInput;

/// <summary>A message came in: a serialised LinkMessage, unverified.</summary>
public sealed record MessageArrived(LinkId Link, ReadOnlyMemory<byte> Frame) : ReplicaInput;

/// <summary>A request of this node's own users or of a newcomer; answered by exactly one <see cref="Completed"/> with the same number.</summary>
public abstract record RequestInput(long Request) : ReplicaInput;

/// <summary>Write a transaction; answered with a <see cref="WriteOutcome"/>.</summary>
public sealed record WriteRequested(long Request, WriteRequest Write) : RequestInput(Request);

/// <summary>Make an invitation; answered with an <see cref="InviteOutcome"/>.</summary>
public sealed record InviteRequested(long Request, InviteRequest Invite) : RequestInput(Request);

/// <summary>A newcomer at the door; answered with a <see cref="JoinAnswer"/>.</summary>
public sealed record AdmissionRequested(long Request, JoinClaim Claim) : RequestInput(Request);

/// <summary>Let a waiting newcomer in; answered with a <see cref="MeshOutcome"/>.</summary>
public sealed record ApprovalRequested(long Request, NodeId Node, string Actor) : RequestInput(Request);

/// <summary>Found a mesh of this node alone, under this name and address; answered with a <see cref="MeshOutcome"/>.</summary>
public sealed record FoundingRequested(long Request, string Name, string Address) : RequestInput(Request);

/// <summary>Leave the pristine mesh of this node alone, if any, and take part in the one that admitted it; answered with a <see cref="MeshOutcome"/>.</summary>
public sealed record AdoptionRequested(long Request, MeshId Mesh, NodeId Steward, string StewardAddress) : RequestInput(Request);

/// <summary>Which nodes are known to have applied a batch; answered with a <see cref="Receipts"/>.</summary>
public sealed record ReceiptsRequested(long Request, ListName List, Journal.Dot Dot) : RequestInput(Request);

/// <summary>The wall clock moved without this process (a resumed machine image): the writer's tip must be confirmed anew.</summary>
public sealed record ClockJumped : ReplicaInput;

/// <summary>Nothing but time has passed.</summary>
public sealed record Tick : ReplicaInput;
