using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using Google.Protobuf;

namespace AuthMesh.Core.Replication;

/// <summary>Answers to peers that lack something: what there is beyond what they have, then the batches themselves from the journal, as their window allows.</summary>
public sealed partial class Replica
{
    /// <summary>The most ids in a request for a vector: the maximal batches, and one for each doubling of the journal.</summary>
    private const int MaxHaves = MaxHeads + 64;

    /// <summary>The most writers in a vector, so that it fits a frame; those that came first. Who has these asks again for the others.</summary>
    private const int MaxTips = 8192;

    /// <summary>What is saved of <see cref="ReplicaOptions.ServingBytesPerSecond"/>: enough for timers that are late.</summary>
    private const int ServingSaved = 50;

    private readonly Allowance _servingShare;

    private void OnVectorRequest(PeerSession session, Wire.VectorRequest request)
    {
        var vector = new Wire.Vector { List = request.List };
        if (ListName.TryParse(request.List, out var name) && Find(name) is { } list)
        {
            var had = VersionVector.Empty;
            foreach (var id in request.Have.Take(MaxHaves).Where(h => h.Length == Hash256.Size).Select(h => new Hash256(h.Span)))
            {
                had = list.Pasts.Find(id) is { } batch ? had.Join(batch.Seen) : had;
            }

            session[name].Known = session[name].Known.Join(had);
            vector.Tips.AddRange(Beyond(list, had, Wanted(list, request)).Take(MaxTips).Select(t => ToWire(name, t)));
        }

        Send(session, new Wire.LinkMessage { Vector = vector });
    }

    /// <summary>The batches asked for, with their pasts; null for all that there are.</summary>
    private static VersionVector? Wanted(ListReplica list, Wire.VectorRequest request)
    {
        VersionVector? wanted = null;
        foreach (var id in request.Want.Take(MaxHaves).Where(h => h.Length == Hash256.Size).Select(h => new Hash256(h.Span)))
        {
            wanted = list.Pasts.Find(id) is { } batch ? (wanted ?? VersionVector.Empty).Join(batch.Seen) : wanted;
        }

        return wanted;
    }

    /// <summary>Of each writer of whom more is wanted than the asker has: the last batch that is.</summary>
    private IEnumerable<Tip> Beyond(ListReplica list, VersionVector had, VersionVector? wanted)
    {
        foreach (var tip in list.Tips)
        {
            var seq = Math.Min(tip.Seq, wanted is null ? tip.Seq : wanted[tip.Writer]);
            if (seq > had[tip.Writer])
            {
                yield return seq == tip.Seq ? tip : new Tip(tip.Writer, seq, _store.FindBatch(list.Name, new Dot(tip.Writer, seq))!.Id);
            }
        }
    }

    private void OnPull(PeerSession session, Wire.Pull request)
    {
        if (!ListName.TryParse(request.List, out var name) || Find(name) is not { } list)
        {
            Send(session, new Wire.LinkMessage { PullEnd = new Wire.PullEnd { Id = request.Id, List = request.List } });
            return;
        }

        var ranges = new Dictionary<Writer, (long After, long UpTo)>();
        foreach (var range in request.Ranges)
        {
            if (!Hash256.TryRead(range.NodeId.Span, out var node) || !Incarnation.TryRead(range.Incarnation.Span, out var incarnation))
            {
                Reject(session, "a malformed pull");
                return;
            }

            var writer = new Writer(new NodeId(node), incarnation);
            var upTo = Math.Min(list.Vector[writer], (long)Math.Min(range.UpTo, long.MaxValue));
            if (range.After < (ulong)upTo)
            {
                ranges[writer] = ((long)range.After, upTo);
            }

            if (request.Graft)
            {
                Ask(session, writer.Node, push: true);
            }
        }

        var known = session[name];
        _hasFlowed = false;
        known.Serving = new Serving(request.Id, ranges, StartOf(name, ranges), known.Known);
        known.Carried = ranges.Aggregate(known.Carried, (carried, range) => carried.With(new Dot(range.Key, range.Value.UpTo)));
    }

    /// <summary>The place in this node's order just before the first batch that is asked for.</summary>
    private long StartOf(ListName list, Dictionary<Writer, (long After, long UpTo)> ranges) =>
        ranges.Select(r => _store.FindBatch(list, new Dot(r.Key, r.Value.After + 1))!.Position - 1).DefaultIfEmpty(0).Min();

    /// <summary>Sends one more message of a pull when there is room; a round sends at most one to each peer, so that none starves the others.</summary>
    private void ServePull(PeerSession session)
    {
        if (FirstServed(session) is not ({ } name, { Serving: { } serving } known) || !_servingShare.HasLeft(_now.Elapsed))
        {
            return;
        }

        serving.Page ??= serving.Left > 0 ? NextPage(name, serving, known.Known) : null;
        if (serving.Page is { } page && session.UnderWay.HasRoomFor(page.Frame.Length))
        {
            serving.Page = null;
            session.UnderWay.Add(page.Frame.Length, page.Last, name, page.Tips);
            session.Counts.Of(name).Served += page.Batches;
            _servingShare.Spend(page.Frame.Length, _now.Elapsed);
            SendFrame(session, page.Frame);
        }

        if (serving.Left == 0 && serving.Page is null)
        {
            known.Serving = null;
            Send(session, new Wire.LinkMessage { PullEnd = new Wire.PullEnd { Id = serving.Id, List = name.Value } });
        }

        HasMoreWork |= CanServe(session) && _servingShare.HasLeft(_now.Elapsed);
    }

    private static (ListName List, PeerList Known)? FirstServed(PeerSession session)
    {
        foreach (var (list, known) in session.Lists)
        {
            if (known.Serving is not null)
            {
                return (list, known);
            }
        }

        return null;
    }

    /// <summary>True when a pull is under way whose next page has room, as far as is known.</summary>
    private static bool CanServe(PeerSession session) => session.Lists.Values.Any(l => l.Serving is { } serving && session.UnderWay.HasRoomFor(serving.Page?.Frame.Length ?? 0));

    /// <summary>When a pull that waits for nothing but this node's share goes on; null when none does.</summary>
    private long? NextServing() => _servingShare.NextAt(_now.Elapsed) is { } at && _sessions.Values.Any(CanServe) ? at : null;

    /// <summary>The next message of a pull, to be sent once there is room for it; null when this stretch of the journal has nothing that is wanted and did not come to the peer by another way meanwhile.</summary>
    private ServedPage? NextPage(ListName list, Serving serving, VersionVector known)
    {
        var read = _store.ReadJournal(list, serving.Position, maxBatches: 1024, _options.ChunkBytes);
        var wanted = read.Where(b => serving.Wants(b.Dot)).ToList();
        serving.Position = read.Count > 0 ? read[^1].Position : serving.Position;
        serving.Left = read.Count > 0 ? serving.Left - wanted.Count : 0;
        wanted.RemoveAll(b => serving.CameMeanwhile(b.Dot, known));
        if (wanted.Count == 0)
        {
            return null;
        }

        var message = new Wire.Batches { List = list.Value, PullId = serving.Id };
        var batches = WithProofs(wanted);
        message.Batches_.AddRange(batches.Select(ToWire));
        return new ServedPage(new Wire.LinkMessage { Batches = message }.ToByteArray(), batches.Count, UnderWay.BeginningOf(batches.Last().Id), UnderWay.TipsOf(wanted));
    }

    private static Journal.Wire.SignedBatch ToWire(JournalBatch batch) => new()
    {
        Body = UnsafeByteOperations.UnsafeWrap(batch.Body),
        Signature = UnsafeByteOperations.UnsafeWrap(batch.Signature),
    };
}
