using System.Collections.Immutable;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Core.Access;

/// <summary>Takes writes of this node's users.</summary>
public interface IListWriter
{
    /// <summary>Completes when the write is durable here, or rejected. A cancelled wait does not undo the write.</summary>
    Task<WriteOutcome> WriteAsync(WriteRequest request, CancellationToken cancellationToken = default);

    /// <summary>Who has a batch, as far as this node knows.</summary>
    Task<Receipts> ReceiptsAsync(ListName list, Dot dot, CancellationToken cancellationToken = default);
}

/// <summary>The current state of every list; reading it takes no lock and no I/O.</summary>
public interface IListMonitor
{
    /// <summary>The list's current state; null when the mesh has no such list.</summary>
    ListSnapshot? Find(ListName list);

    /// <summary>All lists but <c>mesh</c>, by name.</summary>
    ImmutableArray<ListSnapshot> Lists { get; }

    /// <summary>Raised after a list changed, on the replica's own thread: take the news and return at once.</summary>
    event Action<ListChange>? Changed;
}

/// <summary>A list's new state and the batches that led to it.</summary>
public sealed record ListChange(ListSnapshot Snapshot, IReadOnlyList<JournalBatch> Batches);

/// <summary>The current roster and links.</summary>
public interface IMeshMonitor
{
    /// <summary>The current state.</summary>
    MeshSnapshot Current { get; }

    /// <summary>Raised after it changed, on the replica's own thread: take the news and return at once.</summary>
    event Action? Changed;
}

/// <summary>Changes to the mesh itself. Callers authorise first.</summary>
public interface IMeshAdministration
{
    /// <summary>Makes an invitation.</summary>
    Task<InviteOutcome> InviteAsync(InviteRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lets a waiting newcomer in.</summary>
    Task<MeshOutcome> ApproveAsync(NodeId node, string actor, CancellationToken cancellationToken = default);

    /// <summary>Joins the mesh of an invitation. Only a node that is alone and wrote nothing may.</summary>
    Task<MeshOutcome> JoinAsync(string invitation, CancellationToken cancellationToken = default);

    /// <summary>Declares a list; done also when it exists.</summary>
    Task<MeshOutcome> DeclareListAsync(ListName list, string actor, CancellationToken cancellationToken = default);

    /// <summary>Declares a list where it does not exist, and changes the settings that are given; the others stay.</summary>
    Task<MeshOutcome> ConfigureListAsync(ListConfiguration configuration, string actor, CancellationToken cancellationToken = default);

    /// <summary>Changes this node's name and address in the roster.</summary>
    Task<MeshOutcome> DescribeSelfAsync(string name, string address, string actor, CancellationToken cancellationToken = default);
}
