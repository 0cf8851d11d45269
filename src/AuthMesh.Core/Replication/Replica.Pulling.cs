using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using Google.Protobuf;

namespace AuthMesh.Core.Replication;

/// <summary>Fetching what is missing: from one peer at a time, exactly the ranges that are lacked, in the giver's causal order.</summary>
public sealed partial class Replica
{
    private Pull? _pull;
    private ulong _lastPull;

    /// <summary>Nothing is to be asked for before this. Most rounds only take something in: they are not to pay for looking closer.</summary>
    private long _firstAsk = long.MaxValue;

    /// <summary>The fetch under way: first the peer's vector, then what it has beyond ours.</summary>
    private sealed class Pull(LinkId link, ListName list, ulong id, bool catchesUp, long now)
    {
        public LinkId Link { get; } = link;

        public ListName List { get; } = list;

        public ulong Id { get; } = id;

        /// <summary>True for what was announced at the greeting; else a push was to be expected and did not come, so the trees need mending.</summary>
        public bool CatchesUp { get; } = catchesUp;

        /// <summary>When it last brought something that is applied here now; when it began, before.</summary>
        public long ProgressAt { get; private set; } = now;

        public bool Fruitful { get; private set; }

        public bool HasVector { get; set; }

        /// <summary>Whose batches the giver was asked to push from now on, together with the request for the ranges.</summary>
        public List<NodeId> Grafted { get; set; } = [];

        public void NoteProgress(long now)
        {
            ProgressAt = now;
            Fruitful = true;
        }

        public long Deadline(ReplicaOptions options) => ProgressAt + options.PullTimeout;
    }

    /// <summary>Notes that something is missing that this peer has, to be asked for after a short random wait if no push brings it.</summary>
    private void AskSoon(PeerSession session, ListName list)
    {
        var known = session[list];
        var patience = known.FruitlessPulls == 0 ? 0 : _jitter.Around(Math.Min(60_000L, 1_000L << Math.Min(known.FruitlessPulls, 6)));
        AskAt(known, known.AskAt ?? (_now.Elapsed + LeastAskDelay + _jitter.Below(_options.AskDelay - LeastAskDelay) + patience));
    }

    private void AskAt(PeerList known, long time)
    {
        known.AskAt = time;
        _firstAsk = Math.Min(_firstAsk, time);
    }

    /// <summary>Starts the next fetch when none is under way: `mesh` before all others, since they depend on it.</summary>
    private void AskForMissing()
    {
        if (_pull is { } stuck && _now.Elapsed >= stuck.Deadline(_options))
        {
            Tell(ReportLevel.Warning, "pull_stuck", $"A fetch of {stuck.List} made no progress for {_options.PullTimeout / 1000} s; another peer is asked.");
            AskAgainLater(stuck);
        }

        if (_pull is not null || _firstAsk > _now.Elapsed || (_firstAsk = FirstAsk()) > _now.Elapsed)
        {
            return;
        }

        var due = _greeted
            .SelectMany(s => s.Lists.Where(l => l.Value.AskAt <= _now.Elapsed).Select(l => (Session: s, List: l.Key, Known: l.Value)))
            .OrderBy(d => !d.List.IsMesh).ThenBy(d => d.Known.AskAt).ToList();
        foreach (var (session, name, known) in due)
        {
            known.AskAt = null;
            if (Find(name) is not { } list || MissingSince(list, known) is not { } since)
            {
                known.CatchesUp = false;
                continue;
            }

            if (since > _now.Elapsed - LeastAskDelay && !known.CatchesUp)
            {
                AskSoon(session, name); // what was missing came; this is something newer, which may be on its way
                continue;
            }

            _pull = new Pull(session.Link, name, ++_lastPull, known.CatchesUp, _now.Elapsed);
            known.CatchesUp = false;
            session.Counts.Pulls++;
            Send(session, new Wire.LinkMessage
            {
                VectorRequest = new Wire.VectorRequest { List = name.Value, Have = { Haves(list, known).Select(Bytes) }, Want = { Wants(list, known, _pull.CatchesUp).Select(Bytes) } },
            });
            return;
        }

        _firstAsk = FirstAsk();
    }

    /// <summary>When something is to be asked for; <see cref="long.MaxValue"/> when nothing is.</summary>
    private long FirstAsk()
    {
        var first = long.MaxValue;
        foreach (var session in _greeted)
        {
            foreach (var known in session.Lists.Values)
            {
                first = Math.Min(first, known.AskAt ?? long.MaxValue);
            }
        }

        return first;
    }

    private int LeastAskDelay => _options.AskDelay / 5;

    /// <summary>Since when something is missing here that the peer has announced, or that a batch in the pen waits for; null when nothing is.</summary>
    private long? MissingSince(ListReplica list, PeerList known)
    {
        Forget(known, list);
        var announced = known.Unknown.Count == 0 ? (long?)null : known.Unknown.Values.Min();
        return announced is null ? _pen.OldestSince : Math.Min(announced.Value, _pen.OldestSince ?? long.MaxValue);
    }

    /// <summary>What this node has, in few ids: its maximal batches, and since the peer may not know those, ever older ones, back to one that it is known to have.</summary>
    /// <remarks>So the answer is about what came since, whatever the number of writers. Git negotiates a fetch in the same way.</remarks>
    private IEnumerable<Hash256> Haves(ListReplica list, PeerList known)
    {
        foreach (var head in list.Frontier.Keys.Take(MaxHeads))
        {
            yield return head;
        }

        for (var back = 1L; back < list.Batches; back *= 2)
        {
            if (_store.ReadJournal(list.Name, list.Batches - back - 1, maxBatches: 1, maxBytes: 1) is not [var batch])
            {
                yield break;
            }

            yield return batch.Id;
            if (known.Known.Covers(batch.Dot))
            {
                yield break;
            }
        }
    }

    /// <summary>What is asked for: batches that were announced, or that others here wait for, too long ago for a push to be bringing them. None for all that the peer has, where these are more than fit.</summary>
    /// <remarks>What is newer is on its way to this node already: to fetch it, too, would bring it twice.</remarks>
    private List<Hash256> Wants(ListReplica list, PeerList known, bool catchesUp)
    {
        var before = catchesUp ? _now.Elapsed : _now.Elapsed - LeastAskDelay;
        var wants = known.Unknown.Where(u => u.Value <= before).Select(u => u.Key).Union(_pen.CausesMissing(list.Name, before)).ToList();
        return wants.Count <= MaxHeads ? wants : [];
    }

    private void AskAgainLater(Pull pull)
    {
        _pull = null;
        if (_sessions.TryGetValue(pull.Link, out var session))
        {
            session[pull.List].FruitlessPulls++;
            AskAt(session[pull.List], _now.Elapsed + _options.PullTimeout + _jitter.Below(_options.PullTimeout));
        }
    }

    private void OnVector(PeerSession session, Wire.Vector vector)
    {
        if (_pull is not { } pull || pull.Link != session.Link || pull.List.Value != vector.List || pull.HasVector || Find(pull.List) is not { } list)
        {
            return;
        }

        pull.HasVector = true;
        var request = new Wire.Pull { Id = pull.Id, List = vector.List };
        var waiting = session[list.Name].FruitlessPulls == 0 ? _pen.Dots(list.Name) : [];
        var missed = new HashSet<NodeId>();
        foreach (var wire in vector.Tips)
        {
            if (!Hash256.TryRead(wire.NodeId.Span, out var node) || !Incarnation.TryRead(wire.Incarnation.Span, out var incarnation) || wire.Seq is 0 or > long.MaxValue)
            {
                Reject(session, "a malformed vector");
                return;
            }

            var writer = new Writer(new NodeId(node), incarnation);
            var held = list.Vector[writer];
            if ((long)wire.Seq <= held)
            {
                ReportFork(list, new Dot(writer, (long)wire.Seq), wire.Hash.Span, session.Peer);
            }
            else if (Lacked(writer, held, (long)wire.Seq, waiting) is { Length: > 0 } lacked)
            {
                request.Ranges.Add(new Wire.Range { NodeId = wire.NodeId, Incarnation = wire.Incarnation, After = (ulong)lacked.After, UpTo = (ulong)lacked.UpTo });
                missed.Add(writer.Node);
            }
        }

        if (request.Ranges.Count > 0)
        {
            pull.Grafted = pull.CatchesUp ? [] : Graft(session, missed);
            request.Graft = pull.Grafted.Count > 0;
            Send(session, new Wire.LinkMessage { Pull = request });
        }
        else
        {
            FinishPull(session, list);
        }
    }

    /// <summary>The range of a writer's batches without those at either end that wait in the pen: they are here already.</summary>
    private static (long After, long UpTo, long Length) Lacked(Writer writer, long after, long upTo, HashSet<Dot> waiting)
    {
        while (after < upTo && waiting.Contains(new Dot(writer, after + 1)))
        {
            after++;
        }

        while (after < upTo && waiting.Contains(new Dot(writer, upTo)))
        {
            upTo--;
        }

        return (after, upTo, upTo - after);
    }

    /// <summary>Vectors carry each writer's last hash, so a fork is found at first contact.</summary>
    private void ReportFork(ListReplica list, Dot dot, ReadOnlySpan<byte> theirs, NodeId peer)
    {
        var held = list.TipOf(dot.Writer) is { } tip && tip.Seq == dot.Seq ? tip.Batch : _store.FindBatch(list.Name, dot)!.Id;
        if (!theirs.SequenceEqual(held.ToArray()))
        {
            Tell(ReportLevel.Alarm, "fork", $"{dot} of {list.Name} is {held} here and another batch at {peer.Short}.");
        }
    }

    private void OnPullEnd(PeerSession session, Wire.PullEnd end)
    {
        if (_pull is { } pull && pull.Link == session.Link && pull.Id == end.Id && Find(pull.List) is { } list)
        {
            FinishPull(session, list);
        }
    }

    /// <summary>A finished fetch may have left something: what was written meanwhile, or what needs another list first.</summary>
    /// <remarks>One that brought nothing makes the next wait longer: a peer may announce what this node must refuse.</remarks>
    private void FinishPull(PeerSession session, ListReplica list)
    {
        var known = session[list.Name];
        known.FruitlessPulls = _pull!.Fruitful ? 0 : known.FruitlessPulls + 1;
        EndGrafts(session, _pull.Grafted);
        _pull = null;
        _meshDirty = true;
        Forget(known, list);
        if (known.Unknown.Count > 0)
        {
            AskSoon(session, list.Name);
        }
    }
}
