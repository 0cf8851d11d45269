using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using Google.Protobuf.Collections;

namespace AuthMesh.Core.Replication;

/// <summary>What this node tells its neighbours about the broadcast trees, and what they tell it.</summary>
public sealed partial class Replica
{
    private readonly SpreadingTrees _trees;

    /// <summary>A batch was here already. If it was pushed, one of the two links it came over is one too many.</summary>
    private void NoteDuplicate(PeerSession session, Batch batch, Arrival arrival)
    {
        CountsOf(session, batch.List)?.Duplicates += 1;
        var origin = batch.Dot.Writer.Node;
        if (arrival != Arrival.Live)
        {
            return;
        }

        var challenger = _trees.ChallengerFor(origin);
        if (_trees.Prune(session, origin) is { } surplus)
        {
            surplus.Counts.Prunes++;
            Send(surplus, new Wire.LinkMessage { Branches = new Wire.Branches { Prune = { Mixed.Of(origin) } } });
        }

        if (challenger is { } raced)
        {
            _nearWays.NoteOutcome(origin, raced, won: _trees.FeederOf(origin)?.Peer == raced);
        }
    }

    /// <summary>These origins' batches were missed and are fetched over this link: they are to come over it from now on. True when that is news to the far end.</summary>
    private bool Graft(PeerSession session, IEnumerable<NodeId> origins)
    {
        var prunes = new Dictionary<PeerSession, Wire.Branches>();
        var any = false;
        foreach (var origin in origins)
        {
            if (!_trees.Graft(session, origin, out var pruned))
            {
                continue;
            }

            any = true;
            session.Counts.Grafts++;
            if (pruned is not null)
            {
                pruned.Counts.Prunes++;
                MessageTo(prunes, pruned).Prune.Add(Mixed.Of(origin));
            }
        }

        SendAll(prunes);
        return any;
    }

    private void SettleTrees()
    {
        var messages = new Dictionary<PeerSession, Wire.Branches>();
        foreach (var (to, origin, graft) in _trees.Settle(_now.Elapsed))
        {
            (graft ? MessageTo(messages, to).Graft : MessageTo(messages, to).Prune).Add(Mixed.Of(origin));
        }

        SendAll(messages);
    }

    private static Wire.Branches MessageTo(Dictionary<PeerSession, Wire.Branches> messages, PeerSession to)
    {
        if (!messages.TryGetValue(to, out var message))
        {
            messages.Add(to, message = new Wire.Branches());
        }

        return message;
    }

    private void SendAll(Dictionary<PeerSession, Wire.Branches> messages)
    {
        foreach (var (to, branches) in messages)
        {
            Send(to, new Wire.LinkMessage { Branches = branches });
        }
    }

    private void OnBranches(PeerSession session, Wire.Branches branches)
    {
        Ask(session, branches.Graft, push: true);
        Ask(session, branches.Prune, push: false);
    }

    private void Ask(PeerSession session, RepeatedField<ulong> origins, bool push)
    {
        foreach (var origin in origins.SelectMany(_overlay.Named))
        {
            Ask(session, origin, push);
        }
    }

    /// <summary>Only nodes of the roster are remembered, so a link's memory is bounded by it.</summary>
    private void Ask(PeerSession session, NodeId origin, bool push)
    {
        if (_roster.Find(origin) is not null)
        {
            session.Asked[origin] = push;
        }
    }
}
