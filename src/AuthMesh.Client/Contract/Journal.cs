namespace AuthMesh.Client;

/// <summary>A transaction of the journal.</summary>
/// <param name="Dot">Its place: writer, seq and index within its batch.</param>
/// <param name="Version">On the last transaction of a batch: the version that has everything given up to here. Give it as <c>after</c> to go on.</param>
/// <param name="Node">The id of the node that wrote it.</param>
/// <param name="NodeName">That node's name now; absent when it is not in the roster.</param>
/// <param name="Time">By the hybrid clock of the node that wrote it.</param>
/// <param name="Actor">Who asked for it.</param>
public sealed record JournalItem(
    string Dot, string? Version, string List, string Node, string? NodeName, string Incarnation, long Seq,
    DateTimeOffset Time, string Actor, string? Note, IReadOnlyList<ListChange> Changes);

/// <summary>A page of the journal, in the order of the node that answers.</summary>
/// <param name="Version">Give it as <c>after</c> for what follows, now or later.</param>
/// <param name="More">True when there is more to read now.</param>
public sealed record JournalPage(IReadOnlyList<JournalItem> Items, string Version, bool More);
