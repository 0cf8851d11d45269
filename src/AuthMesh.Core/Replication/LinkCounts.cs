using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Replication;

/// <summary>Counts of the links with one peer, one after the other; plain numbers that only grow.</summary>
internal sealed class LinkCounts
{
    public long Dials, Links, MessagesSent, MessagesReceived, BytesSent, BytesReceived, Digests, Pulls, Grafts, Prunes, Refused;

    private readonly Dictionary<ListName, BatchCounts> _lists = [];

    /// <summary>Counts of a list's batches. Of lists that are here: who makes names up makes this node remember nothing.</summary>
    public BatchCounts Of(ListName list)
    {
        if (!_lists.TryGetValue(list, out var counts))
        {
            _lists.Add(list, counts = new BatchCounts());
        }

        return counts;
    }

    /// <summary>What was counted, with what is under way now.</summary>
    public LinkTraffic Snapshot(long underWay) =>
        new([.. _lists.Select(l => l.Value.Snapshot(l.Key))], Dials, Links, MessagesSent, MessagesReceived, BytesSent, BytesReceived, Digests, Pulls, Grafts, Prunes, Refused, underWay);
}

/// <summary>Counts of one list's batches over the links with one peer.</summary>
internal sealed class BatchCounts
{
    public long Pushed, Served, Received, Duplicates;

    public ListTraffic Snapshot(ListName list) => new(list, Pushed, Served, Received, Duplicates);
}
