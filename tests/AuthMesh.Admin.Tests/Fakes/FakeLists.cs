using System.Collections.Immutable;
using AuthMesh.Core.Access;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Admin.Tests.Fakes;

/// <summary>One list in memory: takes writes, answers queries, tells of changes. Enough of the rules to be a partner for the console.</summary>
public sealed class FakeLists : IListMonitor, IListQueries, IListWriter
{
    private readonly SortedDictionary<string, ListRecord> records = new(StringComparer.Ordinal);
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private long seq;

    public FakeLists(TimeProvider time) => this.time = time;

    public ListName List { get; } = ListName.Default;

    public bool Ready { get; set; } = true;

    public List<WriteRequest> Written { get; } = [];

    /// <summary>Answers the next writes instead of taking them.</summary>
    public WriteRejected? Refusal { get; set; }

    /// <summary>Fails the next reads.</summary>
    public Exception? Failure { get; set; }

    public int Reads { get; private set; }

    public Receipts Receipts { get; set; } = new([Ids.Node("paris")], []);

    public ImmutableArray<ListSnapshot> Lists => [Snapshot()];

    public event Action<ListChange>? Changed;

    public ListSnapshot? Find(ListName list) => list == List ? Snapshot() : null;

    /// <summary>A change made at some node, as if it had arrived.</summary>
    public void Arrive(string node, string actor, params Change[] changes)
    {
        Apply(node, actor, changes);
        Changed?.Invoke(new ListChange(Snapshot(), []));
    }

    public void Allow(string subject, string action, string resource, string node = "paris", string actor = "admin:anna", Details? details = null) =>
        Arrive(node, actor, Change.Put(new EntryKey(Effect.Allow, subject, action, resource), details));

    /// <summary>Leaves the record with a put by one node and a removal by another.</summary>
    public void Contest(EntryKey key)
    {
        var put = NewHead("lyon", "admin:bob", Change.Put(key), 0);
        var removal = NewHead("paris", "admin:anna", Change.Remove(key), 0);
        lock (gate)
        {
            records[key.ToString()] = new ListRecord(key, [put, removal]);
        }

        Changed?.Invoke(new ListChange(Snapshot(), []));
    }

    public ListRecord? this[EntryKey key] => records.GetValueOrDefault(key.ToString()) is { HasPut: true } record ? record : null;

    public Task<WriteOutcome> WriteAsync(WriteRequest request, CancellationToken cancellationToken = default)
    {
        Written.Add(request);
        if (Refusal is { } refusal)
        {
            return Task.FromResult<WriteOutcome>(refusal);
        }

        if (!request.Resolve && request.Transaction.Changes.Any(change => records.TryGetValue(change.Key.ToString()!, out var record) && record.Heads.Length > 1))
        {
            return Task.FromResult<WriteOutcome>(new WriteRejected(WriteRejection.Contested, "contested", "changes[0]"));
        }

        if (request.IfVersion is { } version && version != Snapshot().Version)
        {
            return Task.FromResult<WriteOutcome>(new WriteRejected(WriteRejection.VersionConflict, "changed since"));
        }

        Arrive("paris", request.Transaction.Actor, [.. request.Transaction.Changes]);
        return Task.FromResult<WriteOutcome>(new WriteAccepted(Snapshot().Version, new TransactionDot(new Dot(Ids.Writer("paris"), seq), 0)));
    }

    public Task<Receipts> ReceiptsAsync(ListName list, Dot dot, CancellationToken cancellationToken = default) => Task.FromResult(Receipts);

    public RecordPage Records(ListName list, RecordFilter filter, int limit, string? cursor)
    {
        Reads++;
        if (Failure is { } failure)
        {
            throw failure;
        }

        List<KeyValuePair<string, ListRecord>> page;
        lock (gate)
        {
            page = [.. records.Where(pair => pair.Value.HasPut && Matches(pair.Value, filter) && string.CompareOrdinal(pair.Key, cursor ?? "") > 0).Take(limit + 1)];
        }

        return new RecordPage([.. page.Take(limit).Select(pair => pair.Value)], page.Count > limit ? page[limit - 1].Key : null);
    }

    public IReadOnlyList<ListRecord> Records(ListName list, IReadOnlyCollection<RecordKey> keys)
    {
        lock (gate)
        {
            return [.. records.Values.Where(record => keys.Contains(record.Key))];
        }
    }

    public IReadOnlyList<JournalBatch> Journal(ListName list, VersionVector seen, long afterPosition, int limit) => [];

    public JournalBatch? FindBatch(ListName list, Dot dot) => null;

    public JournalBatch? FindBatch(ListName list, Hash256 id) => null;

    private static bool Matches(ListRecord record, RecordFilter filter) =>
        record.Key is EntryKey key &&
        (filter.Subject ?? key.Subject) == key.Subject &&
        (filter.Action ?? key.Action) == key.Action &&
        (filter.Resource ?? key.Resource) == key.Resource &&
        (filter.Effect ?? key.Effect) == key.Effect &&
        (!filter.Contested || record.Heads.Length > 1) &&
        (filter.Query is null || $"{key.Subject} {key.Action} {key.Resource} {record.Heads[0].Details.Note}".Contains(filter.Query, StringComparison.OrdinalIgnoreCase));

    private ListSnapshot Snapshot()
    {
        List<ListRecord> puts;
        lock (gate)
        {
            puts = [.. records.Values.Where(record => record.HasPut)];
        }

        var counts = new ListCounts(puts.Count, 0, 0, puts.Count(record => record.Heads.Length > 1), seq);
        return new ListSnapshot(List, Ready, false, VersionToken.Of(List, [Ids.Hash($"batch {seq}")]), [], Ids.Hash($"state {seq}"), counts, DecisionIndex.Empty, Inventory.Empty);
    }

    private void Apply(string node, string actor, Change[] changes)
    {
        lock (gate)
        {
            seq++;
            for (var index = 0; index < changes.Length; index++)
            {
                records[changes[index].Key.ToString()!] = new ListRecord(changes[index].Key, [NewHead(node, actor, changes[index], index)]);
            }
        }
    }

    private Head NewHead(string node, string actor, Change change, int index) => new(
        new Dot(Ids.Writer(node), Math.Max(1, seq)), Ids.Hash($"batch {seq}"), index,
        HybridTimestamp.Next(default, time.GetUtcNow().ToUnixTimeMilliseconds()), change.Operation, change.Details, actor);
}
