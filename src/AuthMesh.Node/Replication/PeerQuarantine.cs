using AuthMesh.Core.Identity;

namespace AuthMesh.Node.Replication;

/// <summary>Peers whose frames made the replica fail: no link with them for a while, which doubles each time, from a minute to an hour.</summary>
/// <remarks>What a frame means is checked before it is taken, so this should never be needed. If it is, one peer is cut off in place of a node that starts again and again.</remarks>
internal sealed class PeerQuarantine
{
    private const long Shortest = 60_000, Longest = 3_600_000;

    /// <summary>The most peers remembered; beyond, the one that is let in soonest is forgotten.</summary>
    private const int Capacity = 1024;

    private readonly Dictionary<NodeId, (long Until, long Length)> _barred = [];

    /// <summary>How often a frame made the replica fail.</summary>
    public long Failures { get; private set; }

    /// <summary>The peer's frame made the replica fail. Times in milliseconds.</summary>
    /// <returns>How long it is barred.</returns>
    public TimeSpan Bar(NodeId peer, long now)
    {
        Failures++;
        var length = _barred.TryGetValue(peer, out var before) ? Math.Min(2 * before.Length, Longest) : Shortest;
        _barred[peer] = (now + length, length);
        if (_barred.Count > Capacity)
        {
            _barred.Remove(_barred.MinBy(b => b.Value.Until).Key);
        }

        return TimeSpan.FromMilliseconds(length);
    }

    /// <summary>True while the peer is to have no link.</summary>
    public bool IsBarred(NodeId peer, long now) => _barred.TryGetValue(peer, out var barred) && now < barred.Until;
}
