namespace AuthMesh.Core.Access;

/// <summary>What went over a node's links with one peer since this node started, as this end counts it.</summary>
/// <param name="BatchesSent">Batches sent, pushed or on request; each copy counts.</param>
/// <param name="BatchesReceived">Batches received.</param>
/// <param name="Duplicates">Of these, ones that this node had already.</param>
/// <param name="MessagesSent">Messages of any kind sent.</param>
/// <param name="MessagesReceived">Messages of any kind received.</param>
/// <param name="BytesSent">All bytes of messages sent.</param>
/// <param name="BytesReceived">All bytes of messages received.</param>
/// <param name="Digests">Digests sent.</param>
/// <param name="Pulls">Times that this node asked the peer for what it missed.</param>
/// <param name="Grafts">Times that this node asked the peer to push an origin's batches.</param>
/// <param name="Prunes">Times that this node asked the peer not to.</param>
/// <param name="Refused">Batches and messages of the peer that were refused.</param>
/// <param name="UnderWay">Bytes of batches that were sent and not yet acknowledged; never more than the window, or one message.</param>
public sealed record LinkTraffic(
    long BatchesSent,
    long BatchesReceived,
    long Duplicates,
    long MessagesSent,
    long MessagesReceived,
    long BytesSent,
    long BytesReceived,
    long Digests,
    long Pulls,
    long Grafts,
    long Prunes,
    long Refused,
    long UnderWay);
