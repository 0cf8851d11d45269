using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Testing.Storage;

/// <summary>An <see cref="IReplicaStore"/> in memory with the transactions of the real one; held to the same conformance suite.</summary>
/// <remarks>One writer, as the port says. The queries see committed state only and may be called from any thread.</remarks>
public sealed partial class MemoryReplicaStore : IReplicaStore
{
    private readonly Lock _committing;
    private readonly MemoryTables _tables;
    private bool _closed, _hasPending;

    /// <summary>An empty store.</summary>
    /// <param name="archive">Where its batches are kept once for several stores; null for a store by itself.</param>
    public MemoryReplicaStore(BatchArchive? archive = null) : this(new MemoryTables(archive ?? new BatchArchive()), new Lock())
    {
    }

    private MemoryReplicaStore(MemoryTables tables, Lock committing) => (_tables, _committing) = (tables, committing);

    private MemoryTables Tables
    {
        get
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return _tables;
        }
    }

    /// <summary>The tables, to write to.</summary>
    private MemoryTables Written
    {
        get
        {
            _hasPending = true;
            return Tables;
        }
    }

    /// <summary>Let the next <see cref="Commit"/> fail like a full disk.</summary>
    public bool FailNextCommit { get; set; }

    /// <summary>Called each time that the store is looked after, for which it has no other use.</summary>
    public Action? LookedAfter { get; set; }

    /// <summary>The process dies: the store that the next one finds has what was committed. This one is closed.</summary>
    public MemoryReplicaStore Crash()
    {
        Dispose();
        return new MemoryReplicaStore(_tables, _committing);
    }

    /// <summary>A backup or a clone: another store with what is committed here.</summary>
    public MemoryReplicaStore Backup()
    {
        lock (_committing)
        {
            return new MemoryReplicaStore(_tables.Copy(), new Lock());
        }
    }

    /// <inheritdoc/>
    public void Upkeep() => LookedAfter?.Invoke();

    /// <inheritdoc/>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (FailNextCommit)
        {
            FailNextCommit = false;
            throw Fail("The disk is full, as the test asked for.");
        }

        if (!_hasPending)
        {
            return;
        }

        lock (_committing)
        {
            foreach (var table in _tables.All)
            {
                table.Commit();
            }
        }

        _hasPending = false;
    }

    /// <inheritdoc/>
    public void Rollback()
    {
        foreach (var table in Tables.All)
        {
            table.Rollback();
        }

        _hasPending = false;
    }

    /// <inheritdoc/>
    public void Clear()
    {
        foreach (var table in Written.Content)
        {
            table.Clear();
        }
    }

    /// <summary>Closes the store; an open transaction is forgotten.</summary>
    public void Dispose()
    {
        if (!_closed)
        {
            Rollback();
            _closed = true;
        }
    }

    /// <inheritdoc/>
    public string? ReadSetting(string key) => Tables.Settings.TryGet(key, out var value) ? value : null;

    /// <inheritdoc/>
    public void WriteSetting(string key, string? value)
    {
        if (value is null)
        {
            Written.Settings.Remove(key);
        }
        else
        {
            Written.Settings.Set(key, value);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredList> ReadLists() => [.. Tables.Lists.Rows.Select(row => row.Value)];

    /// <inheritdoc/>
    public void WriteList(StoredList list) => Written.Lists.Set(list.List, list);

    /// <inheritdoc/>
    public ListRecord? ReadRecord(ListName list, RecordKey key) => Tables.Records.TryGet((list, key), out var record) ? record : null;

    /// <inheritdoc/>
    public void WriteRecord(ListName list, ListRecord record)
    {
        if (record.Heads.IsEmpty)
        {
            Written.Records.Remove((list, record.Key));
        }
        else
        {
            Written.Records.Set((list, record.Key), record);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ListRecord> ReadRecords(ListName list) =>
        Tables.Records.Rows.Where(row => row.Key.List == list).Select(row => row.Value);

    /// <inheritdoc/>
    public StoredInvitation? ReadInvitation(string id) => Tables.Invitations.TryGet(id, out var invitation) ? invitation : null;

    /// <inheritdoc/>
    public void WriteInvitation(StoredInvitation invitation)
    {
        if (invitation.UsesLeft <= 0)
        {
            Written.Invitations.Remove(invitation.Id);
        }
        else
        {
            Written.Invitations.Set(invitation.Id, invitation);
        }
    }

    /// <inheritdoc/>
    public void RemoveInvitationsExpiredBefore(long instant)
    {
        foreach (var (id, _) in Tables.Invitations.Rows.Where(row => row.Value.ExpiresAt < instant).ToList())
        {
            Written.Invitations.Remove(id);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<PendingNode> ReadPendingNodes() => [.. Tables.PendingNodes.Rows.Select(row => row.Value)];

    /// <inheritdoc/>
    public void WritePendingNode(PendingNode node) => Written.PendingNodes.Set(node.Node, node);

    /// <inheritdoc/>
    public void RemovePendingNode(NodeId node) => Written.PendingNodes.Remove(node);

    /// <summary>As the port promises: whoever throws has rolled back.</summary>
    private StoreException Fail(string message)
    {
        Rollback();
        return new StoreException(message);
    }
}
