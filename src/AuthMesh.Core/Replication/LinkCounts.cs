using AuthMesh.Core.Access;

namespace AuthMesh.Core.Replication;

/// <summary>Counts of the links with one peer, one after the other; plain numbers that only grow.</summary>
internal sealed class LinkCounts
{
    public long BatchesSent, BatchesReceived, Duplicates, MessagesSent, MessagesReceived, BytesSent, BytesReceived, Digests, Pulls, Grafts, Prunes, Refused;

    /// <summary>What was counted, with what is under way now.</summary>
    public LinkTraffic Snapshot(long underWay) =>
        new(BatchesSent, BatchesReceived, Duplicates, MessagesSent, MessagesReceived, BytesSent, BytesReceived, Digests, Pulls, Grafts, Prunes, Refused, underWay);
}
