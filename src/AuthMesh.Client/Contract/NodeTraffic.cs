namespace AuthMesh.Client;

/// <summary>What went over the links between the answering node and another since the former started.</summary>
/// <param name="Duplicates">Batches received that were there already.</param>
/// <param name="BacklogBytes">Bytes of batches sent and not yet acknowledged.</param>
public sealed record NodeTraffic(
    long BatchesSent,
    long BatchesReceived,
    long Duplicates,
    long BytesSent,
    long BytesReceived,
    long Pulls,
    long Grafts,
    long Prunes,
    long Refused,
    long BacklogBytes);
