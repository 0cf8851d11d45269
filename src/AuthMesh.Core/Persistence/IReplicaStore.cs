using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Persistence;

/// <summary>Everything a replica makes durable, behind one writer.</summary>
/// <remarks>
/// <para>One caller at a time. The first write after <see cref="Commit"/> or <see cref="Rollback"/> opens a transaction; reads see its
/// writes. Until <see cref="Commit"/> returns nothing is durable; after it returns everything is, also through a power cut.</para>
/// <para>Any member may throw <see cref="StoreException"/> (disk full, I/O error, damage). The transaction is then rolled back and the
/// caller discards its in-memory state and starts again from what is stored.</para>
/// </remarks>
public interface IReplicaStore : IDisposable
{
    /// <summary>Makes all writes since the last call durable, whole or not at all. Without writes it does nothing.</summary>
    void Commit();

    /// <summary>Forgets all writes since the last <see cref="Commit"/>.</summary>
    void Rollback();

    /// <summary>Work for which nobody waits, such as carrying a log over. To be called between transactions, when all that a commit brings about has been said and
    /// answered. Never throws: what fails here is done later, and nothing of what is durable depends on it.</summary>
    void Upkeep();

    /// <summary>A small named value (mesh id, incarnation, …); null when absent.</summary>
    string? ReadSetting(string key);

    /// <summary>Writes a small named value; null removes it.</summary>
    void WriteSetting(string key, string? value);

    /// <summary>All lists ever written with <see cref="WriteList"/>.</summary>
    IReadOnlyList<StoredList> ReadLists();

    /// <summary>Inserts or replaces a list's row.</summary>
    void WriteList(StoredList list);

    /// <summary>The last batch of every writer in a list, in any order.</summary>
    IReadOnlyList<Tip> ReadTips(ListName list);

    /// <summary>Appends a batch at the next position of its list and moves its writer's tip.</summary>
    /// <returns>The same, to be held in the place of the given one: a store that shares memory with others has it once for all of them.</returns>
    /// <exception cref="StoreException">A batch with this dot or id is there already: the caller's bug, reported like damage.</exception>
    JournalBatch Append(JournalBatch batch);

    /// <summary>The batch with this id; null when the journal does not have it.</summary>
    JournalBatch? FindBatch(ListName list, Hash256 id);

    /// <summary>The batch at this dot; null when the journal does not have it.</summary>
    JournalBatch? FindBatch(ListName list, Dot dot);

    /// <summary>Batches in this node's order (which is causal) from after a position: at most <paramref name="maxBatches"/>, and at most
    /// <paramref name="maxBytes"/> of bodies except that the first batch is always given. Empty at the end.</summary>
    IReadOnlyList<JournalBatch> ReadJournal(ListName list, long afterPosition, int maxBatches, int maxBytes);

    /// <summary>A record with its heads; null when it does not exist.</summary>
    ListRecord? ReadRecord(ListName list, RecordKey key);

    /// <summary>Inserts or replaces a record with its heads; one without heads is removed.</summary>
    void WriteRecord(ListName list, ListRecord record);

    /// <summary>All records of a list, streamed in any order; not to be interleaved with writes.</summary>
    IEnumerable<ListRecord> ReadRecords(ListName list);

    /// <summary>The invitation with this id; null when absent.</summary>
    StoredInvitation? ReadInvitation(string id);

    /// <summary>Inserts or replaces an invitation; one without uses left is removed.</summary>
    void WriteInvitation(StoredInvitation invitation);

    /// <summary>Removes the invitations that expired before this instant (Unix milliseconds).</summary>
    void RemoveInvitationsExpiredBefore(long instant);

    /// <summary>Newcomers that wait for approval.</summary>
    IReadOnlyList<PendingNode> ReadPendingNodes();

    /// <summary>Inserts or replaces a waiting newcomer.</summary>
    void WritePendingNode(PendingNode node);

    /// <summary>Removes a waiting newcomer.</summary>
    void RemovePendingNode(NodeId node);

    /// <summary>Removes all lists, batches, records, invitations and waiting newcomers, but no settings: before a fresh node joins another mesh.</summary>
    void Clear();
}
