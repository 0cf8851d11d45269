using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Roster;

namespace AuthMesh.Core.Replication;

/// <summary>Batches from peers: decoded, proven, placed after their causes, and applied; or penned, or refused and reported.</summary>
public sealed partial class Replica
{
    private void OnBatches(PeerSession session, Wire.Batches message, int frameBytes)
    {
        session.Intake.Take(frameBytes, isAwaited: message.PullId != 0);
        _hasFlowed = false;
        var arrival = message.PullId == 0 ? Arrival.Live : _pull is { CatchesUp: false } current && current.Id == message.PullId ? Arrival.Missed : Arrival.CaughtUp;
        var batches = new List<SignedBatch>(message.Batches_.Count);
        foreach (var wire in message.Batches_)
        {
            if (BatchCodec.TryDecode(wire.Body.Memory, wire.Signature.Memory, out var batch, out var error))
            {
                batches.Add(batch!);
            }
            else
            {
                session.Intake.NotApplied();
                Tell(ReportLevel.Warning, "batch_malformed", $"From {session.Peer.Short}: {error}.");
            }
        }

        _proven.Clear();
        var successors = batches.Count > 1 ? SuccessorsWithin(batches) : null;
        foreach (var batch in batches)
        {
            Receive(session, batch, successors, arrival);
        }

        if (_pull is { } pull && pull.Link == session.Link && pull.Id == message.PullId && batches.Exists(b => IsApplied(b.Batch.List, b.Batch.Dot)))
        {
            pull.NoteProgress(_now.Elapsed);
        }
    }

    /// <summary>For each batch that a later one in the same message names as its predecessor: that later one. A good signature on the last proves all.</summary>
    private static Dictionary<Hash256, SignedBatch> SuccessorsWithin(List<SignedBatch> batches)
    {
        var successors = new Dictionary<Hash256, SignedBatch>(batches.Count);
        foreach (var batch in batches)
        {
            if (batch.Batch.Previous is { } previous)
            {
                successors.TryAdd(previous, batch);
            }
        }

        return successors;
    }

    private void Receive(PeerSession session, SignedBatch signed, Dictionary<Hash256, SignedBatch>? successors, Arrival arrival)
    {
        if (RefuseAtSight(signed) is { } reason)
        {
            session.Intake.NotApplied();
            Refuse(session.Peer, signed, reason);
            return;
        }

        var writer = signed.Batch.Dot.Writer;
        if (writer.Node == _self && writer != _writer.Current && arrival == Arrival.Live)
        {
            Tell(ReportLevel.Alarm, "clone_suspected", $"A live change by this node's own key under incarnation {writer.Incarnation}: another copy of this node is running.");
        }

        CountsOf(session, signed.Batch.List)?.Received += 1;
        var isDuplicate = _pen.Contains(signed.Id) || IsApplied(signed.Batch.List, signed.Batch.Dot);
        if (isDuplicate)
        {
            NoteDuplicate(session, signed.Batch, arrival);
        }
        else if (arrival == Arrival.Live)
        {
            NotePushed(signed.Id, writer.Node);
            _trees.NotePushed(session, writer.Node);
        }

        if (Place(signed, session.Peer, proven: false, successors, arrival) is { } refused)
        {
            session.Intake.NotApplied();
            Refuse(session.Peer, signed, refused);
        }
        else if (IsApplied(signed.Batch.List, signed.Batch.Dot))
        {
            session.Intake.Applied(signed.Batch.List, writer, signed.Id, isAwaited: isDuplicate || writer.Node == session.Peer);
            var known = session[signed.Batch.List];
            known.Known = known.Known.With(signed.Batch.Dot);
        }
        else
        {
            session.Intake.NotApplied();
            NoteWaiting(session, signed);
        }
    }

    /// <summary>What no later arrival can mend.</summary>
    private string? RefuseAtSight(SignedBatch signed)
    {
        var batch = signed.Batch;
        if (_mesh is null)
        {
            return "this node is in no mesh";
        }

        if (batch.Mesh is null)
        {
            return signed.Id == _mesh.Value.Value ? RosterRules.RefuseFounding(batch) : "it founds another mesh";
        }

        return batch.Mesh == _mesh ? null : $"it belongs to mesh {batch.Mesh}";
    }

    /// <summary>Applies a batch when its causes are here, else pens it; null, or why it is refused.</summary>
    private string? Place(SignedBatch signed, NodeId from, bool proven, Dictionary<Hash256, SignedBatch>? successors, Arrival arrival)
    {
        var batch = signed.Batch;
        if (!_lists.TryGetValue(batch.List, out var list))
        {
            // The declaration may be among the mesh dependencies that are still to come.
            var missing = batch.MeshDependencies.FirstOrDefault(id => MeshList.Pasts.Find(id) is null);
            return missing.IsZero ? "the mesh has no such list" : PenFor(signed, from, proven, arrival, missing);
        }

        var held = list.Vector[batch.Dot.Writer];
        if (batch.Dot.Seq <= held)
        {
            return CheckSame(list, signed);
        }

        if (list.PastOf(batch, MeshList.Pasts, out var cause) is not { } past)
        {
            return PenFor(signed, from, proven, arrival, cause);
        }

        if (batch.Dot.Seq != held + 1 || batch.Previous != list.TipOf(batch.Dot.Writer)?.Batch)
        {
            return $"its previous hash is not that of this node's batch {held} of the same writer";
        }

        if ((batch.Mesh is null ? ProveFounding(signed) : Prove(signed, past, proven, successors)) is { } unproven)
        {
            return unproven;
        }

        SealTouched(batch);
        ApplyBatch(list, signed, past, arrival);
        return null;
    }

    /// <summary>A local transaction of this round was checked against the records as they were: it must not come to have seen what it was not checked against.</summary>
    private void SealTouched(Batch incoming)
    {
        if (_unsealed.TryGetValue(incoming.List, out var pending) && incoming.Transactions.Any(t => t.Changes.Any(c => pending.Touched.Contains(c.Key))))
        {
            Seal(_lists[incoming.List]);
        }
    }

    private string? Prove(SignedBatch signed, CausalPast past, bool proven, Dictionary<Hash256, SignedBatch>? successors)
    {
        if (RosterRules.Refuse(signed.Batch, _roster, past.Mesh) is { } reason)
        {
            return reason;
        }

        if (proven)
        {
            return null;
        }

        var key = _roster.Find(signed.Batch.Dot.Writer.Node)!.PublicKey.Span;
        return _proven.Remove(signed.Id) || IsProvenByChain(signed, key, successors) || IsSigned(signed, key) ? null : "its signature is not by its writer's key";
    }

    private bool IsSigned(SignedBatch signed, ReadOnlySpan<byte> key)
    {
        var isSigned = signed.IsSignedBy(key, _verifier);
        if (isSigned)
        {
            _checked.Add(signed.Id);
        }

        return isSigned;
    }

    /// <summary>Batches of the message at hand that a good signature further on in their chain has proven.</summary>
    private readonly HashSet<Hash256> _proven = [];

    /// <summary>True when the last batch of the chain that goes on from this one within the message is signed: it proves all between, too.</summary>
    private bool IsProvenByChain(SignedBatch signed, ReadOnlySpan<byte> key, Dictionary<Hash256, SignedBatch>? successors)
    {
        if (successors is null)
        {
            return false;
        }

        var chain = new List<Hash256>();
        var last = signed;
        while (successors.TryGetValue(last.Id, out var next) && next.Batch.List == last.Batch.List &&
            next.Batch.Dot == last.Batch.Dot with { Seq = last.Batch.Dot.Seq + 1 })
        {
            chain.Add(next.Id);
            last = next;
        }

        if (chain.Count == 0 || !IsSigned(last, key))
        {
            return false;
        }

        _proven.UnionWith(chain);
        return true;
    }

    private string? ProveFounding(SignedBatch signed)
    {
        var founder = (NodeAdmissionKey)signed.Batch.Transactions[0].Changes[0].Key;
        var admission = RosterValues.ReadAdmission(signed.Batch.Transactions[0].Changes[0].Details.Value);
        return founder.Node == admission.Node && signed.IsSignedBy(admission.PublicKey.Span, _verifier) ? null : "its signature is not by the founder's key";
    }

    /// <summary>A batch at a place that is taken: the same again is nothing, another one is a fork.</summary>
    private string? CheckSame(ListReplica list, SignedBatch signed)
    {
        var dot = signed.Batch.Dot;
        var held = list.TipOf(dot.Writer) is { } tip && tip.Seq == dot.Seq ? tip.Batch : _store.FindBatch(list.Name, dot)!.Id;
        if (held == signed.Id)
        {
            return null;
        }

        var key = _roster.Find(dot.Writer.Node)?.PublicKey;
        if (key is { } known && signed.IsSignedBy(known.Span, _verifier))
        {
            Tell(ReportLevel.Alarm, "fork", $"{dot} of {list.Name} exists twice, as {held} and as {signed.Id}, both signed by {dot.Writer.Node}.");
        }

        return "this node has another batch at its place";
    }

    private bool IsApplied(ListName list, Dot dot) => Find(list) is { } known && known.Vector.Covers(dot);

    private void Refuse(NodeId from, SignedBatch signed, string reason) =>
        Tell(ReportLevel.Warning, "batch_refused", $"{signed.Batch.Dot} of {signed.Batch.List} from {from.Short}: {reason}.");
}
