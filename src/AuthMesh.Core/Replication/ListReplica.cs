using System.Collections.Immutable;
using AuthMesh.Core.Access;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Core.Replication;

/// <summary>One list at this node: its version, its records' sum and index, and the one way in which a batch is applied.</summary>
/// <remarks>
/// Invariant: vector, frontier, state sum, counts and records are what the batches of the journal give, in whatever order they came.
/// Everything changes within the store's running transaction; <see cref="Publish"/> shows it only after the commit.
/// </remarks>
internal sealed class ListReplica
{
    private readonly IReplicaStore _store;
    private readonly TipTable _tips;
    private readonly Frontier _frontier;
    private readonly StateSum _sum;
    private readonly Dictionary<RecordKey, ListRecord> _changed = [];
    private readonly Dictionary<RecordKey, bool> _stood = [];
    private readonly Dictionary<RecordKey, ListRecord?> _read = [];
    private readonly List<JournalBatch> _appended = [];
    private ListCounts _counts;
    private DecisionIndex _index;
    private Inventory _inventory;
    private ListSettings _settings = ListSettings.Default;
    private bool _holdsUnknownKinds;
    private bool _dirty;

    public ListReplica(IReplicaStore store, StoredList stored, bool upgradeRequired, int pastsInMemory)
    {
        _store = store;
        Name = stored.List;
        Ready = stored.Ready;
        _holdsUnknownKinds = upgradeRequired;
        Pasts = new CausalPasts(store, Name, pastsInMemory);
        _tips = new TipTable([.. store.ReadTips(Name)]);
        Vector = VersionVector.Of(_tips.Ordered.Select(t => t.Dot));
        Former = new FormerVectors(Vector);
        _frontier = new Frontier(Name, stored.Frontier.Select(id => KeyValuePair.Create(id, FindMaximal(id))));
        _sum = new StateSum(stored.StateSum.Span);
        _counts = stored.Counts;
        Tail = new JournalTail(_counts.Batches);
        (_index, _inventory) = Name.IsMesh ? (DecisionIndex.Empty, Inventory.Empty) : Load(store);
    }

    /// <summary>A list that this node hears of for the first time.</summary>
    public static ListReplica Create(IReplicaStore store, ListName name, bool ready, int pastsInMemory) =>
        new(store, new StoredList(name, ready, [], ReadOnlyMemory<byte>.Empty, default), upgradeRequired: false, pastsInMemory) { _dirty = true };

    public ListName Name { get; }

    public bool Ready { get; private set; }

    public bool UpgradeRequired => _holdsUnknownKinds || !_settings.IsUnderstood;

    public VersionVector Vector { get; private set; }

    /// <summary>What was here a little while ago.</summary>
    public FormerVectors Former { get; }

    public CausalPasts Pasts { get; }

    public long Batches => _counts.Batches;

    /// <summary>The latest batches, for pushing.</summary>
    public JournalTail Tail { get; }

    /// <summary>The maximal batches by id.</summary>
    public IReadOnlyDictionary<Hash256, MaximalBatch> Frontier => _frontier.Batches;

    /// <summary>Equal at nodes that hold the same batches of the list; for comparing, never for proving.</summary>
    public ulong Fingerprint => _frontier.Fingerprint;

    public IEnumerable<Tip> Tips => _tips.Ordered;

    public VersionToken Version => _frontier.Version;

    /// <summary>True when records changed since the last <see cref="Publish"/>.</summary>
    public bool HasChanges => _changed.Count > 0;

    /// <summary>The records that an applied batch changed, as they are now. Not all that changed in the round: a page of k admissions would cost k².</summary>
    public IEnumerable<ListRecord> ChangedBy(Batch batch) => batch.Transactions.SelectMany(t => t.Changes).Select(c => c.Key).Distinct().Select(key => Read(key)!);

    /// <summary>A record as it is now; null when it does not exist. Read from the store once a round at most.</summary>
    public ListRecord? Read(RecordKey key)
    {
        if (!_changed.TryGetValue(key, out var record) && !_read.TryGetValue(key, out record))
        {
            _read.Add(key, record = _store.ReadRecord(Name, key));
        }

        return record;
    }

    public Tip? TipOf(Writer writer) => _tips.Of(writer);

    public void MarkReady()
    {
        Ready = true;
        _dirty = true;
    }

    /// <summary>The causal past that the batch's own causes give; null when one of them is not applied here, then named by <paramref name="missing"/>.</summary>
    public CausalPast? PastOf(Batch batch, CausalPasts meshPasts, out Hash256 missing)
    {
        missing = default;
        var past = CausalPast.Empty;
        foreach (var id in batch.Previous is { } previous ? batch.Dependencies.Add(previous) : batch.Dependencies)
        {
            if (Pasts.Find(id) is not { } cause)
            {
                missing = id;
                return null;
            }

            past = new CausalPast(past.List.Join(cause.Seen), past.Mesh.Join(cause.Past.Mesh));
        }

        foreach (var id in batch.MeshDependencies)
        {
            if (meshPasts.Find(id) is not { } cause)
            {
                missing = id;
                return null;
            }

            past = past with { Mesh = past.Mesh.Join(cause.Seen) };
        }

        return Name.IsMesh ? past with { Mesh = past.List } : past;
    }

    /// <summary>Applies a batch that is valid, next of its writer, and whose causes are all applied.</summary>
    /// <param name="live">True when it was written or pushed just now, and so is to be pushed on; false for what this node catches up on.</param>
    public void Apply(SignedBatch signed, CausalPast past, bool live)
    {
        var batch = signed.Batch;
        if (Vector[batch.Dot.Writer] != batch.Dot.Seq - 1)
        {
            throw new InvalidOperationException($"{batch.Dot} does not follow {Vector[batch.Dot.Writer]}.");
        }

        var index = 0;
        foreach (var transaction in batch.Transactions)
        {
            foreach (var change in transaction.Changes)
            {
                ApplyChange(change, new Head(batch.Dot, signed.Id, index++, batch.Time, change.Operation, change.Details, transaction.Actor), past.List);
            }
        }

        var previous = batch.Previous is { } id ? Pasts.Find(id)?.Past : null;
        var stored = _store.Append(new JournalBatch(Name, batch.Dot, signed.Id, signed.Body, signed.Signature, Pasts.Add(signed.Id, batch.Dot, past, previous)));
        _appended.Add(stored);
        Tail.Add(stored, live);
        Vector = Vector.With(batch.Dot);
        _tips.Move(new Tip(batch.Dot.Writer, batch.Dot.Seq, signed.Id));
        _counts = _counts with { Batches = _counts.Batches + 1 };
        _frontier.Move(signed.Id, new MaximalBatch(batch.Dot, _counts.Batches), past.List);
        _dirty = true;
        if (batch.HasUnknownKinds && !_holdsUnknownKinds)
        {
            _holdsUnknownKinds = true;
            _store.WriteSetting(ReplicaSettings.UpgradeRequired(Name), "true");
        }
    }

    /// <summary>Answers by these settings from the next <see cref="Publish"/> on.</summary>
    public void Follow(ListSettings settings)
    {
        if (!ReferenceEquals(settings, _settings))
        {
            _settings = settings;
            _index = _index.Under(settings);
            _dirty = true;
        }
    }

    /// <summary>Writes the list's row; before each commit.</summary>
    public void Store()
    {
        if (_dirty)
        {
            _store.WriteList(new StoredList(Name, Ready, [.. Frontier.Keys], _sum.ToArray(), _counts));
        }
    }

    /// <summary>The new state and what led to it; null when nothing changed since the last time.</summary>
    public ListPublished? Publish()
    {
        _read.Clear();
        if (!_dirty)
        {
            return null;
        }

        if (!Name.IsMesh && _changed.Count > 0)
        {
            _index = _index.With(_changed.Values);
            _inventory = _inventory.With(
                _changed.Keys.Where(key => _changed[key].HasPut && !_stood[key]), _changed.Keys.Where(key => !_changed[key].HasPut && _stood[key]), _index);
        }

        JournalBatch[] batches = [.. _appended];
        _changed.Clear();
        _stood.Clear();
        _appended.Clear();
        _dirty = false;
        return new ListPublished(Snapshot(), batches);
    }

    public ListSnapshot Snapshot() =>
        new(Name, Ready, UpgradeRequired, Version, [.. _tips.Ordered], _sum.Digest(), _counts, _index, _inventory) { Settings = _settings };

    private (DecisionIndex Index, Inventory Inventory) Load(IReplicaStore store)
    {
        var inventory = new InventoryBuilder();
        var index = DecisionIndex.Build(store.ReadRecords(Name).Select(record =>
        {
            if (record.HasPut)
            {
                inventory.Add(record.Key);
            }

            return record;
        }));
        return (index, inventory.Done(index));
    }

    private MaximalBatch FindMaximal(Hash256 id) => _store.FindBatch(Name, id) is { } batch
        ? new MaximalBatch(batch.Dot, batch.Position)
        : throw new StoreException($"The journal of {Name} lacks its frontier.");

    private void ApplyChange(Change change, Head head, VersionVector past)
    {
        var before = Read(change.Key) ?? new ListRecord(change.Key, []);
        var after = before with { Heads = HeadMerge.Apply(before.Heads, head, past) };
        _sum.Subtract(Name, before);
        _sum.Add(Name, after);
        _store.WriteRecord(Name, after);
        _stood.TryAdd(change.Key, before.HasPut);
        _changed[change.Key] = after;
        _counts = _counts.Without(before).With(after);
    }
}
