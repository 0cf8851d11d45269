using AuthMesh.Core.Journal;

namespace AuthMesh.Admin.Entries;

/// <summary>What the entry dialog was opened for.</summary>
/// <param name="Row">The entry to change; null to add one.</param>
/// <param name="Seen">The list's version when it was opened: what came after it is not overwritten.</param>
public sealed record EntryEdit(EntryRow? Row, VersionToken? Seen);
