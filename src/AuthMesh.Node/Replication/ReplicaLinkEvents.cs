using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Persistence;
using AuthMesh.Core.Replication;

namespace AuthMesh.Node.Replication;

/// <summary>What the transport tells, passed on to the loop.</summary>
internal sealed class ReplicaLinkEvents(ReplicaLoop loop, IMeshMonitor mesh) : ILinkEvents
{
    /// <inheritdoc/>
    public bool IsPeer(NodeId node)
    {
        var current = mesh.Current;
        return current.Nodes.Any(n => n.Node == node && !n.IsSelf) || current.PointedTo == node;
    }

    /// <inheritdoc/>
    public void Opened(LinkId link, NodeId peer, bool dialled) => loop.Post(new LinkOpened(link, peer, dialled));

    /// <inheritdoc/>
    public void Closed(LinkId link, string reason) => loop.Post(new LinkClosed(link, reason));

    /// <inheritdoc/>
    public void DialFailed(NodeId peer, string reason) => loop.Post(new DialFailed(peer, reason));

    /// <inheritdoc/>
    public ValueTask ReceivedAsync(LinkId link, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
        loop.PostFrameAsync(new MessageArrived(link, frame), cancellationToken);

    /// <inheritdoc/>
    public async Task<JoinAnswer> AdmitAsync(JoinClaim claim, CancellationToken cancellationToken)
    {
        try
        {
            return await loop.RequestAsync<JoinAnswer>(number => new AdmissionRequested(number, claim), cancellationToken);
        }
        catch (StoreException)
        {
            return new JoinAnswer(JoinStatus.Refused, null, "The steward could not store the admission.");
        }
    }
}
