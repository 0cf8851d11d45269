namespace AuthMesh.Core.Replication;

/// <summary>Tells, on this node's clocks, when a peer sent what comes over one link.</summary>
/// <remarks>
/// The clocks of two nodes differ, and a message waits on its way. The least difference seen between "received" here and "sent" there is the difference of the clocks and
/// the shortest way; whatever is beyond it, a message has waited (Cristian, "Probabilistic Clock Synchronization", 1989). So the time told is late by the shortest way alone,
/// milliseconds as a rule, and never later than the receipt, whatever the peer claims. The least of the last messages counts, not of all: clocks are set and drift.
/// </remarks>
internal sealed class SendingTimes
{
    /// <summary>After so many messages older ones begin to be forgotten.</summary>
    private const int Epoch = 32;

    private long _least = long.MaxValue, _leastBefore = long.MaxValue;
    private int _count;

    /// <summary>When a message that was received now was sent.</summary>
    /// <param name="sentAt">As the peer's wall clock had it, Unix milliseconds.</param>
    public ReplicaTime Of(long sentAt, ReplicaTime now)
    {
        if (_count++ == Epoch)
        {
            (_leastBefore, _least, _count) = (_least, long.MaxValue, 1);
        }

        var difference = now.Wall - sentAt;
        _least = Math.Min(_least, difference);
        var waited = difference - Math.Min(_least, _leastBefore);
        return new ReplicaTime(now.Wall - waited, now.Elapsed - waited);
    }
}
