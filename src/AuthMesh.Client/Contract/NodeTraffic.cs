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
    long BacklogBytes)
{
    /// <summary>Dials of the other node.</summary>
    public long Dials { get; init; }

    /// <summary>Links with it that came about, whoever dialled; all but the first are reconnects.</summary>
    public long Links { get; init; }

    /// <summary>Batches, by list.</summary>
    public IReadOnlyList<NodeListTraffic> Lists { get; init; } = [];
}

/// <summary>Batches of one list that went over the links between the answering node and another.</summary>
/// <param name="Pushed">Sent as they became durable.</param>
/// <param name="Served">Sent because the other node asked for what it lacked.</param>
/// <param name="Received">Each copy counts.</param>
/// <param name="Duplicates">Received, and there already.</param>
public sealed record NodeListTraffic(string List, long Pushed, long Served, long Received, long Duplicates);
