using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;

namespace AuthMesh.Core.Replication;

/// <summary>Near ways before far ones: compares by digests who has an origin's batches sooner, and has the trees follow.</summary>
public sealed partial class Replica
{
    /// <summary>Ages are told in units of so many milliseconds, so that one takes a byte.</summary>
    private const int AgeUnit = 2;

    /// <summary>What is older is of no use for comparing, and told as this.</summary>
    private const uint OldAge = 127;

    private readonly Sightings _sightings = new();
    private readonly NearWays _nearWays;

    /// <summary>How long ago this node had applied a batch, as a digest says it.</summary>
    private uint AgeOf(Hash256 id) =>
        _sightings.AppliedAt(id) is { } applied ? (uint)Math.Min((_now.Elapsed - applied) / AgeUnit, OldAge) : OldAge;

    /// <summary>A first copy came by a push. In a fully linked mesh it came straight from its origin: there is nothing to compare. Whoever makes origins up makes this node remember nothing.</summary>
    private void NotePushed(Hash256 id, NodeId origin)
    {
        if (!_overlay.IsFullyLinked && _roster.Find(origin) is not null)
        {
            _sightings.NotePushed(id, origin, _now.Elapsed);
            _nearWays.NotePushed(origin);
            foreach (var (peer, would) in _sightings.Marks(id))
            {
                if (SessionWith(peer) is { } session)
                {
                    CompareWay(session, origin, _now.Elapsed - would);
                }
            }
        }
    }

    private void NoteApplied(Hash256 id)
    {
        if (!_overlay.IsFullyLinked)
        {
            _sightings.NoteApplied(id, _now.Elapsed);
        }
    }

    /// <summary>Had the sender of a digest pushed each batch as soon as it had applied it, it would have been here so long ago as the digest says. What is not here yet is compared when it comes: where a way is far, the digest of a nearer one is ahead of the push.</summary>
    private void CompareWays(PeerSession session, Wire.Digest digest)
    {
        foreach (var frontier in digest.Lists.Where(f => f.Ages.Count == f.Fresh.Count))
        {
            foreach (var (beginning, age) in frontier.Fresh.Zip(frontier.Ages).Take(MaxHeads))
            {
                var would = _now.Elapsed - (age * AgeUnit);
                if (age < OldAge && _sightings.Pushed(beginning) is var (origin, at))
                {
                    CompareWay(session, origin, at - would);
                }
                else if (age < OldAge)
                {
                    _sightings.NoteMark(beginning, session.Peer, would);
                }
            }
        }
    }

    private void CompareWay(PeerSession session, NodeId origin, long sooner)
    {
        if (_trees.MayRace(session, origin) && _nearWays.Compare(origin, session.Peer, sooner) && AreAllNeighboursThere())
        {
            _trees.Race(session, origin);
            _nearWays.NoteRace(origin);
            session.Counts.Grafts++;
            Send(session, new Wire.LinkMessage { Branches = new Wire.Branches { Graft = { Mixed.Of(origin) } } });
        }
    }

    /// <summary>While somebody is gone or quiet, ways lead round it: not the time to choose among them.</summary>
    private bool AreAllNeighboursThere() => _overlay.NeighboursOf(_self).All(n => SessionWith(n) is { Greeted: true, Silence.IsQuiet: false });
}
