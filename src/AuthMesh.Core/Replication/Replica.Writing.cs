using System.Collections.Immutable;
using AuthMesh.Core.Access;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Replication;

/// <summary>Writes of this node's users: checked, coalesced, and sealed into one signed batch a round and list.</summary>
public sealed partial class Replica
{
    private readonly Queue<Action> _held = new();
    private readonly Dictionary<ListName, Unsealed> _unsealed = [];
    private readonly List<(long Request, ListName List, TransactionDot? Dot, Func<WriteAccepted, object> Answer)> _accepted = [];

    /// <summary>Transactions of this round that will share a batch.</summary>
    private sealed class Unsealed
    {
        public List<Transaction> Transactions { get; } = [];

        public HashSet<RecordKey> Touched { get; } = [];

        public int Bytes { get; set; }
    }

    private void OnWrite(WriteRequested input) =>
        WhenWritable(
            () => Write(input.Request, input.Write, accepted => accepted, rejected => rejected),
            busy: () => Answer(input.Request, new WriteRejected(WriteRejection.Busy, "The node is confirming its journal after a start and has no room for more writes; try again.")));

    /// <summary>Does it now, or once it is settled under which incarnation this node writes.</summary>
    private void WhenWritable(Action write, Action busy)
    {
        if (_writer.Current is not null || _mesh is null)
        {
            write();
        }
        else if (_held.Count >= _options.HeldWrites)
        {
            busy();
        }
        else
        {
            _held.Enqueue(write);
            _writer.Deadline ??= _now.Elapsed + _options.ConfirmTimeout;
        }
    }

    /// <summary>Continues the stored incarnation when all others have confirmed its tip; opens a new one when alone or when time is up.</summary>
    private void SettleWriter()
    {
        if (_held.Count == 0)
        {
            return;
        }

        if (_writer.Current is null)
        {
            var others = _roster.Nodes.Keys.Where(n => n != _self).ToList();
            // In a mesh that is not fully linked not all can be asked, so there is nothing to wait for.
            if (_writer.Candidate is null || others.Count == 0 || !_overlay.IsFullyLinked || _now.Elapsed >= _writer.Deadline)
            {
                OpenWriter();
            }
            else if (others.TrueForAll(n => SessionWith(n)?.ConfirmedQuery == _writer.Query))
            {
                _writer.Continue();
            }
            else
            {
                return;
            }
        }

        while (_held.TryDequeue(out var write))
        {
            write();
        }
    }

    private void OpenWriter() => _writer.Open();

    /// <summary>Checks a transaction and takes it into the round (true), or rejects it whole.</summary>
    private bool Write(long request, WriteRequest write, Func<WriteAccepted, object> accept, Func<WriteRejected, object> reject)
    {
        var list = Find(write.List);
        var rejected = list is null || _mesh is null
            ? new WriteRejected(_mesh is null ? WriteRejection.NotReady : WriteRejection.UnknownList, $"This node has no list '{write.List}'.")
            : CheckTransaction(list, write);
        if (rejected is not null)
        {
            Answer(request, reject(rejected));
            return false;
        }

        if (_unsealed.TryGetValue(write.List, out var pending) && write.Transaction.Changes.Any(c => pending.Touched.Contains(c.Key)))
        {
            Seal(list!);
        }

        var effective = write.Transaction.Changes.Where(change => Changes(list!, change)).ToImmutableArray();
        if (CheckRecords(list!, write) is { } conflict)
        {
            Answer(request, reject(conflict));
            return false;
        }

        var dot = effective.IsEmpty ? (TransactionDot?)null : Enlist(list!, write.Transaction with { Changes = effective });
        _accepted.Add((request, write.List, dot, accept));
        return true;
    }

    private TransactionDot Enlist(ListReplica list, Transaction transaction)
    {
        var size = BatchCodec.SizeOf(transaction);
        if (_unsealed.TryGetValue(list.Name, out var pending) && pending.Bytes + size > _options.BatchBytes)
        {
            Seal(list);
        }

        if (!_unsealed.TryGetValue(list.Name, out pending))
        {
            _unsealed.Add(list.Name, pending = new Unsealed());
        }

        pending.Transactions.Add(transaction);
        pending.Touched.UnionWith(transaction.Changes.Select(c => c.Key));
        pending.Bytes += size;
        if (_writer.Current is null)
        {
            OpenWriter();
        }

        var writer = _writer.Current!.Value;
        return new TransactionDot(new Dot(writer, list.Vector[writer] + 1), pending.Transactions.Count - 1);
    }

    private void SealAll()
    {
        // `mesh` first: a batch of another list names its frontier.
        while (_unsealed.Count > 0)
        {
            Seal(_lists[_unsealed.Keys.MinBy(l => !l.IsMesh)]);
        }
    }

    /// <summary>Makes one signed batch of what is pending for a list, and applies it.</summary>
    private void Seal(ListReplica list)
    {
        if (!_unsealed.Remove(list.Name, out var pending))
        {
            return;
        }

        var writer = _writer.Current!.Value;
        var tip = list.TipOf(writer);
        _writer.Clock = HybridTimestamp.Next(_writer.Clock, _now.Wall);
        var batch = new Batch(
            _mesh,
            list.Name,
            new Dot(writer, (tip?.Seq ?? 0) + 1),
            tip?.Batch,
            [.. list.Frontier.Keys.Where(id => id != tip?.Batch).Order().Take(BatchCodec.MaxDependencies)],
            list.Name.IsMesh ? [] : [.. MeshList.Frontier.Keys.Order().Take(BatchCodec.MaxDependencies)],
            _writer.Clock,
            [.. pending.Transactions]);
        if (tip is null)
        {
            _writer.Store();
        }

        // What is beyond the bound of causes counts as not seen, here as everywhere else.
        var namesAll = Math.Max(list.Frontier.Count, MeshList.Frontier.Count) <= BatchCodec.MaxDependencies;
        var past = namesAll ? new CausalPast(list.Vector, MeshList.Vector) : list.PastOf(batch, MeshList.Pasts, out _)!;
        var signed = SignedBatch.Sign(batch, _signer);
        _checked.Add(signed.Id);
        ApplyBatch(list, signed, past, Arrival.Live);
    }

    /// <summary>After the commit: everything that was accepted is durable now, and the version covers it.</summary>
    private void AnswerWrites()
    {
        foreach (var (request, list, dot, answer) in _accepted)
        {
            Answer(request, answer(new WriteAccepted(_lists[list].Version, dot)));
        }

        _accepted.Clear();
    }

    private void Answer(long request, object outcome) => _effects.Add(new Completed(request, outcome));

    private void OnClockJumped()
    {
        if (_mesh is null)
        {
            return;
        }

        SealAll();
        _writer.Doubt();
        Tell(ReportLevel.Warning, "clock_jumped", "The wall clock moved without this process; the next write waits until the others have confirmed this node's journal.");
        foreach (var session in _sessions.Values.Where(s => s.Greeted && _writer.Candidate is not null))
        {
            SendTipQuery(session);
        }
    }
}
