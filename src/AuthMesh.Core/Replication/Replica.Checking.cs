using AuthMesh.Core.Access;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Replication;

/// <summary>Whether a write of this node's users may be taken: by its form, and by the records as they are.</summary>
public sealed partial class Replica
{
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
            var isRemoval = changes[i].Operation == ChangeOperation.Remove && list.Read(changes[i].Key) is not null;
            if (!isRemoval && ChangeRules.Check(list.Name, changes[i]) is [var error, ..])
            {
                return new WriteRejected(WriteRejection.Invalid, error.Detail, $"changes[{i}].{error.Field}");
            }

            if (changes[i] is { Key: ListDeclarationKey declared, Operation: ChangeOperation.Put } && _roster.Lists.Length >= _options.Lists && !_roster.Lists.Contains(declared.List))
            {
                return new WriteRejected(WriteRejection.Invalid, $"The mesh has {_roster.Lists.Length} lists; {_options.Lists} are allowed.", "list");
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
        var record = list.Read(change.Key);
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

            seen = seen.Join(known.Seen);
        }

        if (write.IfVersion is { } version && version.List != list.Name)
        {
            return new WriteRejected(WriteRejection.VersionOfAnotherList, $"The version is one of list '{version.List}'.", "ifVersion");
        }

        for (var i = 0; i < write.Transaction.Changes.Length; i++)
        {
            if (list.Read(write.Transaction.Changes[i].Key) is not { Heads.Length: > 0 } record)
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
}
