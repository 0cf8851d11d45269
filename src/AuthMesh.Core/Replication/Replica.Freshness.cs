using System.Collections.Immutable;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Replication;

/// <summary>How old the knowledge of each list is: what digests and applied batches say about it.</summary>
public sealed partial class Replica
{
    /// <summary>No clock of a peer is taken to be further off: sums stay within bounds.</summary>
    private const ulong LatestClock = long.MaxValue / 4;

    private readonly Freshness _freshness = new();

    /// <summary>A digest has come, and what it announced was taken in.</summary>
    /// <param name="behind">So many milliseconds before it was sent its sender had what it has named.</param>
    private void NoteFreshness(PeerSession session, ulong sentAt, uint behind)
    {
        var sent = session.SendingTimes.Of((long)Math.Min(sentAt, LatestClock), _now);
        var time = new ReplicaTime(sent.Wall - behind, sent.Elapsed - behind);
        foreach (var list in _lists.Values)
        {
            // One with more to follow proves nothing yet.
            if (session[list.Name] is { Announced: true, More: false } known)
            {
                Forget(known, list);
                _freshness.Announced(session.Peer, list.Name, known.Unknown.Count == 0 ? [] : [.. known.Unknown.Keys], time);
            }
        }
    }

    private void SettleFreshness(ListReplica list) => _freshness.Settle(list.Name, id => list.Pasts.Find(id) is not null);

    /// <summary>For each list the time up to which everything of all other nodes is here; without those of which that is not known.</summary>
    private ImmutableDictionary<ListName, ReplicaTime> Freshnesses()
    {
        var others = _roster.Nodes.Keys.Where(node => node != _self).ToHashSet();
        _freshness.Keep(others);
        return _lists.Keys
            .Select(list => (List: list, Time: others.Count == 0 ? null : _freshness.UpTo(list, others)))
            .Where(known => known.Time is not null)
            .ToImmutableDictionary(known => known.List, known => known.Time!.Value);
    }
}
