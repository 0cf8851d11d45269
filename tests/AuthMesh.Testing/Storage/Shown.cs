using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Testing.Storage;

/// <summary>Everything about a stored thing as one line, so that two can be compared and a difference can be read.</summary>
/// <remarks>The records themselves compare arrays and memory by reference.</remarks>
public static class Shown
{
    public static string Of(JournalBatch batch) =>
        $"{batch.Position} {batch.List} {batch.Dot} {batch.Id} past [{batch.Past.IsCheckpoint} {string.Join(' ', batch.Past.List)} | {string.Join(' ', batch.Past.Mesh)}] " +
        $"{Convert.ToHexString(batch.Signature.Span)} {Convert.ToHexString(batch.Body.Span)}";

    public static string Of(ListRecord record) => $"{record.Key} {string.Join(" + ", record.Heads)}";

    public static string Of(StoredList list) =>
        $"{list.List} {list.Ready} {string.Join(' ', list.Frontier)} {Convert.ToHexString(list.StateSum.Span)} {list.Counts}";

    public static string Of(StoredInvitation? invitation) => invitation is null
        ? "none"
        : $"{invitation with { SecretDigest = default }} {Convert.ToHexString(invitation.SecretDigest.Span)}";

    public static string Of(PendingNode node) => $"{node with { PublicKey = default }} {Convert.ToHexString(node.PublicKey.Span)}";

    /// <summary>All that a store shows of a list, in a fixed order.</summary>
    public static IReadOnlyList<string> Everything(IReplicaStore store, ListName list) =>
    [
        .. store.ReadLists().Where(row => row.List == list).Select(Of),
        .. store.ReadTips(list).Select(tip => $"tip {tip}").Order(StringComparer.Ordinal),
        .. store.ReadJournal(list, 0, int.MaxValue, int.MaxValue).Select(Of),
        .. store.ReadRecords(list).Select(Of).Order(StringComparer.Ordinal),
    ];
}
