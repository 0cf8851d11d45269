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

        if (challenger is { } raced && _trees.ChallengerFor(origin) is null)
        {
            _nearWays.NoteOutcome(origin, raced, won: _trees.FeederOf(origin)?.Peer == raced);
        }
    }

    /// <summary>These origins' batches were missed and are fetched over this link: they are to come over it from now on. Gives those for which that is news to the far end.</summary>
    private List<NodeId> Graft(PeerSession session, IEnumerable<NodeId> origins)
    {
        var stopped = new List<(PeerSession?, NodeId)>();
        var grafted = new List<NodeId>();
        foreach (var origin in origins)
        {
            if (_trees.Graft(session, origin, out var pruned))
            {
                session.Counts.Grafts++;
                grafted.Add(origin);
                stopped.Add((pruned, origin));
            }
        }

        Stop(stopped);
        return grafted;
    }

    /// <summary>A fetch has ended, so its giver has read what it was asked to push: who did so before need not any more, as a rule.</summary>
    private void EndGrafts(PeerSession session, IEnumerable<NodeId> grafted) => Stop(grafted.Select(origin => (_trees.TakeOver(session, origin), origin)));

    private void Stop(IEnumerable<(PeerSession? Feeder, NodeId Origin)> feeders)
    {
        var messages = new Dictionary<PeerSession, Wire.Branches>();
        foreach (var (feeder, origin) in feeders)
        {
            if (feeder is not null)
            {
                feeder.Counts.Prunes++;
                MessageTo(messages, feeder).Prune.Add(Mixed.Of(origin));
            }
        }

        SendAll(messages);
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
