using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace AuthMesh.Core.Replication;

/// <summary>Announcements: what is new here, in one small message a tick and link, and what follows from those of others.</summary>
/// <remarks>
/// A link keeps order and loses nothing while it lives, so a digest needs to name only the batches that became maximal since the last one. With nothing
/// to tell, one goes out now and then all the same (anti-entropy, each link on a jittered timer of its own): it carries a hash over everything, and who
/// finds that its own is another announces all of its maximal batches anew. On links that are never idle this is done for a peer picked at random.
/// </remarks>
public sealed partial class Replica
{
    /// <summary>The most maximal batches of a list in one message; more follow a tick later.</summary>
    private const int MaxHeads = 64;

    /// <summary>The most ids of one list that are remembered as announced by a peer and not applied here: what a link can make this node keep.</summary>
    private const int MaxUnknown = 4096;

    /// <summary>The same of all lists together.</summary>
    private const int MaxAnnounced = 16 * MaxUnknown;

    /// <summary>Counts the states that were published; a peer is told when this moved since it was last told.</summary>
    private long _change;

    private ulong Fingerprint
    {
        get
        {
            var print = 0UL;
            foreach (var list in _lists.Values)
            {
                print ^= list.Fingerprint;
            }

            return print;
        }
    }

    /// <summary>Something changed: tell every peer a tick from now, with whatever else changes until then.</summary>
    private void AnnounceSoon()
    {
        if (_announcedUpTo == (_change, _liveness.Latest))
        {
            return;
        }

        var hasUntold = false;
        foreach (var session in _greeted)
        {
            if (session.AnnouncedChange != _change)
            {
                session.AnnouncedChange = _change;
                ExpectWord(session);
                session.NextDigestAt = Math.Min(session.NextDigestAt, _now.Elapsed + _options.DigestInterval);
            }

            if (session.Rumours.NextAt(_liveness, _now.Elapsed) is { } at)
            {
                // No push is under way that it could overtake.
                session.NextDigestAt = Math.Min(session.NextDigestAt, Math.Max(at, session.LastDigestAt + _options.DigestInterval));
                hasUntold = true;
            }
        }

        _announcedUpTo = hasUntold ? null : (_change, _liveness.Latest);
    }

    /// <summary>The latest state and rumour when every link was told, or is about to be told, all that there is; null when one was not.</summary>
    private (long Change, long Rumour)? _announcedUpTo;

    /// <summary>When this node next picks a peer to compare with.</summary>
    private long _compareAt = long.MinValue;

    /// <summary>On a jittered timer, announces all maximal batches to a linked peer picked at random, unless both were seen to have the same since the last time.</summary>
    /// <remarks>
    /// Where there is always news, hashes never agree and so say nothing: what one list lost would stay lost while another is written to. Each node tells one peer each time, so what it costs does not
    /// grow with the links; and a node hears from one of its peers about as often. An idle node needs none of it, and is not woken for it.
    /// </remarks>
    private void CompareWithSomebody()
    {
        if (_now.Elapsed < _compareAt || _greeted.Count == 0)
        {
            return;
        }

        _compareAt = _now.Elapsed + _jitter.Around(_options.IdleDigestInterval);
        var session = _greeted[(int)_jitter.Below(_greeted.Count)];
        if (session.EqualAt <= _now.Elapsed - _options.IdleDigestInterval)
        {
            AnnounceAll(session);
        }
    }

    private void AnnounceAll(PeerSession session)
    {
        foreach (var known in session.Lists.Values)
        {
            known.Told = null;
        }

        session.NextDigestAt = Math.Min(session.NextDigestAt, _now.Elapsed + _options.DigestInterval);
    }

    private void SendDigests()
    {
        foreach (var session in _greeted)
        {
            if (session.NextDigestAt > _now.Elapsed)
            {
                continue;
            }

            var digest = new Wire.Digest { SentAt = (ulong)_now.Wall, All = Fingerprint, Lists = { News(session, withAges: !_overlay.IsFullyLinked) }, Rumours = RumoursFor(session) };
            var isAll = !HasNews(session);
            digest.Behind = isAll ? 0 : (uint)HalfATick;
            digest.Taken = session.Intake.Owed > 0 ? AckOf(session) : null;
            session.LastDigestAt = _now.Elapsed;
            // What is left was too new to be due; it goes with what comes next, a tick after that, or alone.
            session.NextDigestAt = _now.Elapsed + (isAll ? _jitter.Around(_options.IdleDigestInterval) : _options.DigestInterval + HalfATick);
            session.Counts.Digests++;
            Send(session, new Wire.LinkMessage { Digest = digest });
        }
    }

    private void OnDigest(PeerSession session, Wire.Digest digest)
    {
        if (digest.Taken is { } ack)
        {
            OnAck(session, ack);
        }

        CompareWays(session, digest);
        OnAnnounced(session, digest.Lists, greeting: false);
        if (digest.Lists.Count > 0 && session.Lists.Values.Any(l => l.Unknown.Count > 0))
        {
            ExpectNews();
        }

        if (digest.Rumours is { } rumours)
        {
            OnRumours(session, rumours);
        }

        if (digest.All == Fingerprint)
        {
            session.EqualAt = _now.Elapsed;
            foreach (var list in _lists.Values)
            {
                session[list.Name].Unknown.Clear();
                session[list.Name].Known = list.Vector;
            }
        }
        else if (digest.Lists.Count == 0 && digest.Rumours is null && !HasNews(session) && session.Lists.Values.All(l => l.Unknown.Count == 0))
        {
            // Nothing is on its way that would explain the difference; so this digest proves nothing, either.
            AnnounceAll(session);
            return;
        }

        NoteFreshness(session, digest.SentAt, digest.Behind);
    }

    /// <summary>Takes in what a peer has. At a greeting what is missing is asked for at once: no push of it can be under way.</summary>
    private void OnAnnounced(PeerSession session, RepeatedField<Wire.Frontier> lists, bool greeting)
    {
        foreach (var frontier in lists.Take(_options.ListsTaken))
        {
            if (!ListName.TryParse(frontier.List, out var name) || (session.Lists.Count >= _options.ListsTaken && !session.Lists.ContainsKey(name)))
            {
                continue;
            }

            var known = session[name];
            known.Announced = true;
            known.Ready = frontier.Ready;
            known.More = frontier.More;
            known.Batches = (long)Math.Min(frontier.Batches, long.MaxValue);
            foreach (var id in frontier.Heads.Take(MaxHeads).Where(h => h.Length == Hash256.Size))
            {
                known.Unknown.TryAdd(new Hash256(id.Span), _now.Elapsed);
            }

            Learn(name, known);
            if (known.Unknown.Count > MaxUnknown)
            {
                Reject(session, $"more than {MaxUnknown} maximal batches of one list that it does not give");
                return;
            }

            if (known.Unknown.Count > 0 && greeting)
            {
                known.CatchesUp = true;
                AskAt(known, _now.Elapsed);
            }
            else if (known.Unknown.Count > 0)
            {
                AskSoon(session, name);
            }
        }

        _meshDirty = true;
        if (session.Announced > MaxAnnounced)
        {
            Reject(session, $"more than {MaxAnnounced} maximal batches that it does not give");
        }
    }

    /// <summary>Who announced a batch that is applied here has everything in its past.</summary>
    private void Learn(ListName name, PeerList known)
    {
        if (Find(name) is not { } list)
        {
            return;
        }

        foreach (var id in known.Unknown.Keys)
        {
            if (list.Pasts.Find(id) is { } batch)
            {
                known.Known = known.Known.Join(batch.Seen);
                known.Unknown.Remove(id);
            }
        }
    }

    private static void Forget(PeerList known, ListReplica list)
    {
        foreach (var id in known.Unknown.Keys)
        {
            if (list.Pasts.Find(id) is not null)
            {
                known.Unknown.Remove(id);
            }
        }
    }

    /// <summary>A list is ready once this node has all that one peer announced who itself had received it as a whole.</summary>
    private void UpdateReadiness()
    {
        foreach (var list in _lists.Values)
        {
            if (list.Ready)
            {
                continue;
            }

            var received = _greeted.Select(s => s[list.Name]).Any(known =>
            {
                Forget(known, list);
                return known is { Announced: true, Ready: true, More: false, Unknown.Count: 0 };
            });
            if (received && (list.Name.IsMesh ? list.Batches > 0 : MeshList.Ready))
            {
                list.MarkReady();
            }
        }
    }
}
