using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Testing.Storage;

/// <summary>Everything that a <see cref="MemoryReplicaStore"/> holds: the disk, so to speak, that outlives the process.</summary>
internal sealed class MemoryTables(BatchArchive archive)
{
    private ITransactional[]? _all;

    public TransactionalTable<string, string> Settings { get; private init; } = new();

    public TransactionalTable<ListName, StoredList> Lists { get; private init; } = new();

    public TransactionalTable<(ListName List, Writer Writer), Tip> Tips { get; private init; } = new();

    public MemoryJournal Journal { get; private init; } = new(archive);

    public TransactionalTable<(ListName List, RecordKey Key), ListRecord> Records { get; private init; } = new();

    public TransactionalTable<string, StoredInvitation> Invitations { get; private init; } = new();

    public TransactionalTable<NodeId, PendingNode> PendingNodes { get; private init; } = new();

    /// <summary>All tables but the settings.</summary>
    public IEnumerable<ITransactional> Content =>
        [Lists, Tips, Journal, Records, Invitations, PendingNodes];

    /// <summary>All tables.</summary>
    public ITransactional[] All => _all ??= [Settings, .. Content];

    /// <summary>What is committed here, in tables of its own.</summary>
    public MemoryTables Copy() => new(archive)
    {
        Settings = Settings.Copy(),
        Lists = Lists.Copy(),
        Tips = Tips.Copy(),
        Journal = Journal.Copy(),
        Records = Records.Copy(),
        Invitations = Invitations.Copy(),
        PendingNodes = PendingNodes.Copy(),
    };
}
