using System.Collections.Immutable;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Core.Replication;
using AuthMesh.Core.Roster;

namespace AuthMesh.Node.Replication;

/// <summary>What users of this node ask of the replica, as calls.</summary>
internal sealed class ReplicaFacade(ReplicaLoop loop, MeshJoiner joiner, IMeshMonitor mesh) : IListWriter, IMeshAdministration
{
    /// <inheritdoc/>
    public async Task<WriteOutcome> WriteAsync(WriteRequest request, CancellationToken cancellationToken = default)
    {
        try
        {
            return await loop.WriteAsync(request, cancellationToken);
        }
        catch (StoreException error)
        {
            return new WriteRejected(WriteRejection.StorageFailed, error.Message);
        }
    }

    /// <inheritdoc/>
    public Task<Receipts> ReceiptsAsync(ListName list, Dot dot, CancellationToken cancellationToken = default) =>
        loop.RequestAsync<Receipts>(number => new ReceiptsRequested(number, list, dot), cancellationToken);

    /// <inheritdoc/>
    public Task<InviteOutcome> InviteAsync(InviteRequest request, CancellationToken cancellationToken = default) =>
        loop.RequestAsync<InviteOutcome>(number => new InviteRequested(number, request), cancellationToken);

    /// <inheritdoc/>
    public Task<MeshOutcome> ApproveAsync(NodeId node, string actor, CancellationToken cancellationToken = default) =>
        loop.RequestAsync<MeshOutcome>(number => new ApprovalRequested(number, node, actor), cancellationToken);

    /// <inheritdoc/>
    public Task<MeshOutcome> JoinAsync(string invitation, CancellationToken cancellationToken = default) => joiner.JoinAsync(invitation, cancellationToken);

    /// <inheritdoc/>
    public Task<MeshOutcome> DeclareListAsync(ListName list, string actor, CancellationToken cancellationToken = default) =>
        list.IsMesh
            ? Task.FromResult(new MeshOutcome("invalid", "'mesh' is reserved for the roster."))
            : WriteToMeshAsync([RosterValues.Put(list)], resolve: true, actor, cancellationToken);

    /// <inheritdoc/>
    public Task<MeshOutcome> ConfigureListAsync(ListConfiguration configuration, string actor, CancellationToken cancellationToken = default) =>
        configuration.StoredOnly is { } names && !configuration.List.IsMesh
            ? WriteToMeshAsync(
                [RosterValues.Put(configuration.List), ListSettings.SetStoredOnly(configuration.List, names)], configuration.Resolve, actor, cancellationToken)
            : DeclareListAsync(configuration.List, actor, cancellationToken);

    /// <inheritdoc/>
    public Task<MeshOutcome> DescribeSelfAsync(string name, string address, string actor, CancellationToken cancellationToken = default) =>
        RosterRules.DescriptionError(name, address) is { } error
            ? Task.FromResult(new MeshOutcome("invalid", error))
            : WriteToMeshAsync([RosterValues.Put(mesh.Current.Self, new Core.Roster.NodeDescription(name, address))], resolve: true, actor, cancellationToken);

    private async Task<MeshOutcome> WriteToMeshAsync(ImmutableArray<Change> changes, bool resolve, string actor, CancellationToken cancellationToken)
    {
        var write = new WriteRequest(ListName.Mesh, new Transaction(actor, "", changes), Resolve: resolve);
        return await WriteAsync(write, cancellationToken) is WriteRejected rejected
            ? new MeshOutcome(rejected.Code.ToCode(), rejected.Detail)
            : MeshOutcome.Done;
    }
}
