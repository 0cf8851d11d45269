using System.Collections.Immutable;
using AuthMesh.Core.Access;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Replication;

/// <summary>Writes of this node's users: checked against the records as they are, coalesced, and sealed into one signed batch a round and list.</summary>
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
            if (_writer.Candidate is null || others.Count == 0 || _now.Elapsed >= _writer.Deadline)
            {
                OpenWriter();
            }
            else if (others.TrueForAll(n => _sessions.Values.Any(s => s.Peer == n && s.ConfirmedQuery == _writer.Query)))
            {
                _writer.Continue();
                PushFromTip();
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

    private void OpenWriter()
    {
        _writer.Open();
        PushFromTip();
    }

    /// <summary>Peers fetch what was written before; what is written from now on is pushed.</summary>
    private void PushFromTip()
    {
        foreach (var session in _sessions.Values)
        {
            PushFromTip(session);
        }
    }

    private void PushFromTip(PeerSession session)
    {
        foreach (var list in _lists.Values)
        {
            session[list.Name].Pushed = _writer.Current is { } writer ? list.Vector[writer] : 0;
        }
    }

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

    /// <summary>What can be said without looking at the records.</summary>
    private WriteRejected? CheckTransaction(ListReplica list, WriteRequest write)
    {
        if (!list.Ready)
        {
            return new WriteRejected(WriteRejection.NotReady, $"List '{list.Name}' was not received yet.");
        }

        if (list.UpgradeRequired)
        {
            return new WriteRejected(WriteRejection.UpgradeRequired, $"List '{list.Name}' holds changes of a kind that this version does not know.");
        }

        if (_roster.Find(_self) is null)
        {
            return new WriteRejected(WriteRejection.NotAllowed, "This node is not in the roster.");
        }

        var changes = write.Transaction.Changes;
        if (changes.Length == 0 || changes.Length > _options.TransactionChanges)
        {
            return new WriteRejected(WriteRejection.Invalid, $"{changes.Length} changes; 1 to {_options.TransactionChanges} are allowed.", "changes");
        }

        var keys = new HashSet<RecordKey>();
        for (var i = 0; i < changes.Length; i++)
        {
            // What is there may always be removed, also if a newer or faulty writer put what could not be written here.
            var isRemoval = changes[i].Operation == ChangeOperation.Remove && _store.ReadRecord(list.Name, changes[i].Key) is not null;
            if (!isRemoval && ChangeRules.Check(list.Name, changes[i]) is [var error, ..])
            {
                return new WriteRejected(WriteRejection.Invalid, error.Detail, $"changes[{i}].{error.Field}");
            }

            if (!keys.Add(changes[i].Key))
            {
                return new WriteRejected(WriteRejection.Invalid, "concerns the same record as an earlier change of this transaction", $"changes[{i}]");
            }
        }

        return BatchCodec.SizeOf(write.Transaction) > BatchCodec.MaxBodyBytes / 2
            ? new WriteRejected(WriteRejection.Invalid, $"The transaction has more than {BatchCodec.MaxBodyBytes / 2} bytes.", "changes")
            : null;
    }

    /// <summary>False when the change would leave the record as it is: removing what is not there, or putting what stands there alone.</summary>
    private bool Changes(ListReplica list, Change change)
    {
        var record = _store.ReadRecord(list.Name, change.Key);
        return change.Operation == ChangeOperation.Remove
            ? record is { HasPut: true }
            : record is not { Heads: [{ Operation: ChangeOperation.Put, DenyOnly: false } head] } || head.Details != change.Details;
    }

    private WriteRejected? CheckRecords(ListReplica list, WriteRequest write)
    {
        var seen = VersionVector.Empty;
        foreach (var id in write.IfVersion?.Heads ?? [])
        {
            if (list.Pasts.Find(id) is not { } known)
            {
                return new WriteRejected(WriteRejection.VersionUnknown, "This node does not have all that the version names.", "ifVersion");
            }

            seen = seen.Join(known.Past.List.With(known.Dot));
        }

        if (write.IfVersion is { } version && version.List != list.Name)
        {
            return new WriteRejected(WriteRejection.VersionOfAnotherList, $"The version is one of list '{version.List}'.", "ifVersion");
        }

        for (var i = 0; i < write.Transaction.Changes.Length; i++)
        {
            if (_store.ReadRecord(list.Name, write.Transaction.Changes[i].Key) is not { Heads.Length: > 0 } record)
            {
                continue;
            }

            if (write.IfVersion is not null && record.Heads.Any(h => !seen.Covers(h.Dot)))
            {
                return new WriteRejected(WriteRejection.VersionConflict, "The record has changed since that version.", $"changes[{i}]");
            }

            if (!write.Resolve && RecordStanding.Of(record).Standing == Standing.Contested)
            {
                return new WriteRejected(WriteRejection.Contested, "The record is contested; look at the conflict, then settle it with \"resolve\": true.", $"changes[{i}]");
            }
        }

        return null;
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
        foreach (var list in _unsealed.Keys.OrderBy(l => !l.IsMesh).ToList())
        {
            Seal(_lists[list]);
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
            [.. list.Frontier.Keys.Where(id => id != tip?.Batch).Order()],
            list.Name.IsMesh ? [] : [.. MeshList.Frontier.Keys.Order()],
            _writer.Clock,
            [.. pending.Transactions]);
        if (tip is null)
        {
            _writer.Store();
        }

        var past = new CausalPast(list.Vector, MeshList.Vector);
        ApplyBatch(list, SignedBatch.Sign(batch, _signer), past, pulled: false);
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
        foreach (var session in _sessions.Values.Where(s => s.Greeted))
        {
            SendTipQuery(session);
        }
    }
}
