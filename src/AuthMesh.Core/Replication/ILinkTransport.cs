using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>Carries frames between this node and its peers; it decides nothing.</summary>
/// <remarks>Members never block and never throw; what comes of them arrives at <see cref="ILinkEvents"/>.</remarks>
public interface ILinkTransport
{
    /// <summary>Opens a connection to a peer whose TLS key must belong to <paramref name="peer"/>.</summary>
    void Dial(NodeId peer, string address);

    /// <summary>Sends a frame after all earlier ones of this link. On a link that is gone it does nothing.</summary>
    void Send(LinkId link, ReadOnlyMemory<byte> frame);

    /// <summary>Closes a connection.</summary>
    void Close(LinkId link, string reason);
}

/// <summary>What a transport tells the replica's host. Safe to call from any thread.</summary>
public interface ILinkEvents
{
    /// <summary>True when the roster has this node (or it is the steward that a joining node was pointed to): only then may a link be opened or accepted.</summary>
    bool IsPeer(NodeId node);

    /// <summary>A connection is up. Called before any frame of that link.</summary>
    void Opened(LinkId link, NodeId peer, bool dialled);

    /// <summary>A connection is gone; called once for each <see cref="Opened"/>.</summary>
    void Closed(LinkId link, string reason);

    /// <summary>A dial came to nothing.</summary>
    void DialFailed(NodeId peer, string reason);

    /// <summary>A frame came in. Completes when there is room for another: the transport reads no further before, which slows the sender.</summary>
    ValueTask ReceivedAsync(LinkId link, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken);

    /// <summary>A newcomer, whose TLS key is <see cref="JoinClaim.PublicKey"/>, asks to be admitted.</summary>
    Task<JoinAnswer> AdmitAsync(JoinClaim claim, CancellationToken cancellationToken);
}
