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
        }
    }

    private void NoteApplied(Hash256 id)
    {
        if (!_overlay.IsFullyLinked)
        {
            _sightings.NoteApplied(id, _now.Elapsed);
        }
    }

    /// <summary>Had the sender of a digest pushed what it names as soon as it had applied it, each would have been here so long ago as it says.</summary>
    private void CompareWays(PeerSession session, Wire.Digest digest)
    {
        foreach (var frontier in digest.Lists.Where(f => f.Ages.Count == f.Heads.Count))
        {
            for (var i = 0; i < Math.Min(frontier.Heads.Count, MaxHeads); i++)
            {
                var age = frontier.Ages[i];
                if (age < OldAge && Hash256.TryRead(frontier.Heads[i].Span, out var id) && _sightings.Pushed(id) is var (origin, at) && _trees.MayRace(session, origin) &&
                    _nearWays.Compare(origin, session.Peer, sooner: at - (_now.Elapsed - (age * AgeUnit))) && AreAllNeighboursThere())
                {
                    _trees.Race(session, origin);
                    _nearWays.NoteRace(origin);
                    session.Counts.Grafts++;
                    Send(session, new Wire.LinkMessage { Branches = new Wire.Branches { Graft = { Mixed.Of(origin) } } });
                }
            }
        }
    }

    /// <summary>While somebody is gone or quiet, ways lead round it: not the time to choose among them.</summary>
    private bool AreAllNeighboursThere() => _overlay.NeighboursOf(_self).All(n => SessionWith(n) is { Greeted: true, Silence.IsQuiet: false });
}
