using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Replication;

/// <summary>What of the lists a digest names to whom: as little as says everything.</summary>
public sealed partial class Replica
{
    /// <summary>What the far end of a link is to be told.</summary>
    /// <param name="withAges">Says of all that became maximal since the last digest how long it has been here.</param>
    private IEnumerable<Wire.Frontier> News(PeerSession session, bool withAges)
    {
        foreach (var list in _lists.Values)
        {
            var known = session[list.Name];
            if (!IsNews(known, list))
            {
                continue;
            }

            var names = Names(session, known, list);
            var fresh = withAges ? list.Frontier.Keys.Where(id => _sightings.AppliedAt(id) > session.LastDigestAt).Take(MaxHeads).ToList() : [];
            known.ToldReady = list.Ready;
            yield return new Wire.Frontier
            {
                List = list.Name.Value,
                Batches = (ulong)list.Batches,
                Ready = list.Ready,
                More = known.MoreToTell,
                Heads = { names.Select(Bytes) },
                Fresh = { fresh.Select(UnderWay.BeginningOf) },
                Ages = { fresh.Select(AgeOf) },
            };
        }
    }

    /// <summary>The maximal batches that a peer is to be told of now.</summary>
    /// <remarks>All are named to one that has just been met or is compared with, since its store may be an older one than was thought; and to one that serves a pull, since it leaves out what it hears of.</remarks>
    private List<Hash256> Names(PeerSession session, PeerList known, ListReplica list)
    {
        var isThorough = known.Told is null || known.MoreToTell || _pull?.Link == session.Link;
        var due = isThorough ? list.Vector : list.Former.At(_now.Elapsed - HalfATick);
        var naming = new Naming(known.Told ?? VersionVector.Empty, id => list.Pasts.Find(id)!.Seen);
        if (!isThorough)
        {
            naming.LeaveOut(list.Frontier, known.Known);
        }

        naming.Cover(due, list.Frontier, MaxHeads);
        known.Told = naming.Told;
        known.MoreToTell = !naming.Told.Covers(due);
        return naming.Names;
    }

    private int HalfATick => _options.DigestInterval / 2;

    private bool HasNews(PeerSession session)
    {
        foreach (var list in _lists.Values)
        {
            if (IsNews(session[list.Name], list))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNews(PeerList known, ListReplica list) => known.Told is null || known.ToldReady != list.Ready || !known.Told.Covers(list.Vector);
}
