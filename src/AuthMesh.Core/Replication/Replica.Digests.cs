using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace AuthMesh.Core.Replication;

/// <summary>Announcements: what this node has, in one small message a tick and link, and what follows from those of others.</summary>
public sealed partial class Replica
{
    /// <summary>The most maximal batches that are announced of a list; with more writers at once, the rest is found by the vector.</summary>
    private const int MaxHeads = 64;

    /// <summary>Counts the states that were published; a peer is told when this moved since it was last told.</summary>
    private long _change;

    private IEnumerable<Wire.Frontier> Frontiers() => _lists.Values.Select(l => new Wire.Frontier
    {
        List = l.Name.Value,
        Batches = (ulong)l.Batches,
        Ready = l.Ready,
        Heads = { l.Frontier.Keys.Take(MaxHeads).Select(Bytes) },
    });

    private long NextDigestAt(PeerSession session) => session.AnnouncedChange == _change
        ? session.NextIdleDigestAt
        : Math.Min(session.NextIdleDigestAt, session.LastDigestAt + _options.DigestInterval);

    private void SendDigests()
    {
        foreach (var session in _sessions.Values.Where(s => s.Greeted && NextDigestAt(s) <= _now.Elapsed))
        {
            session.AnnouncedChange = _change;
            session.LastDigestAt = _now.Elapsed;
            session.NextIdleDigestAt = _now.Elapsed + _jitter.Around(_options.IdleDigestInterval);
            Send(session, new Wire.LinkMessage { Digest = new Wire.Digest { SentAt = (ulong)_now.Wall, Lists = { Frontiers() } } });
        }
    }

    /// <summary>Takes in what a peer has. At a greeting what is missing is asked for at once: no push of it can be under way.</summary>
    private void OnAnnounced(PeerSession session, RepeatedField<Wire.Frontier> lists, bool greeting)
    {
        foreach (var frontier in lists.Take(_options.Lists))
        {
            if (!ListName.TryParse(frontier.List, out var name) || (session.Lists.Count > 2 * _options.Lists && !session.Lists.ContainsKey(name)))
            {
                continue;
            }

            var known = session[name];
            known.Announced = true;
            known.Ready = frontier.Ready;
            known.Batches = (long)Math.Min(frontier.Batches, long.MaxValue);
            known.Unknown = [.. frontier.Heads.Take(MaxHeads).Where(h => h.Length == Hash256.Size).Select(h => new Hash256(h.Span))];
            known.Full = known.Unknown.Count == MaxHeads;
            Learn(name, known);
            var missing = known.Unknown.Count > 0 || (Find(name) is { } list && known.LeavesOut(list));
            if (missing && greeting)
            {
                known.AskAt = _now.Elapsed;
            }
            else if (missing)
            {
                AskSoon(session, name);
            }
        }

        _meshDirty = true;
    }

    /// <summary>Who announced a batch that is applied here has everything in its past.</summary>
    private void Learn(ListName name, PeerList known)
    {
        if (Find(name) is not { } list)
        {
            return;
        }

        foreach (var id in known.Unknown)
        {
            if (list.Pasts.Find(id) is { } batch)
            {
                known.Known = known.Known.Join(batch.Past.List.With(batch.Dot));
            }
        }

        known.Unknown.RemoveAll(id => list.Pasts.Find(id) is not null);
    }

    /// <summary>A list is ready once this node has all that one peer announced who itself had received it as a whole.</summary>
    private void UpdateReadiness()
    {
        foreach (var list in _lists.Values.Where(l => !l.Ready))
        {
            var received = _sessions.Values.Where(s => s.Greeted).Select(s => s[list.Name]).Any(known =>
            {
                known.Unknown.RemoveAll(id => list.Pasts.Find(id) is not null);
                return known is { Announced: true, Ready: true, Unknown.Count: 0 } && !known.LeavesOut(list);
            });
            if (received && (list.Name.IsMesh ? list.Batches > 0 : MeshList.Ready))
            {
                list.MarkReady();
            }
        }
    }
}
