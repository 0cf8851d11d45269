namespace AuthMesh.Client;

/// <summary>What went over the links between the answering node and another since the former started.</summary>
/// <param name="Duplicates">Batches received that were there already.</param>
/// <param name="MessagesSent">Messages of any kind.</param>
/// <param name="MessagesReceived">Messages of any kind.</param>
/// <param name="Digests">Announcements sent of what the answering node has.</param>
/// <param name="BacklogBytes">Bytes of batches sent and not yet acknowledged.</param>
public sealed record NodeTraffic(
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
    long BacklogBytes);
