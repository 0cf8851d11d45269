using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;

namespace AuthMesh.Admin.Entries;

/// <summary>An entry as the page shows it: what its heads come to (design §3, Merging), and who changed it last.</summary>
/// <param name="Window">The intersection of the heads' windows if it allows, the hull of their union if it denies.</param>
/// <param name="ChangedAt">Unix milliseconds by the hybrid clock.</param>
/// <param name="ChangedAtNode">Where the last change was made.</param>
public sealed record EntryRow(EntryKey Key, Window Window, string Note, bool Contested, long ChangedAt, string ChangedBy, NodeId ChangedAtNode, ListRecord Record)
{
    public static EntryRow Of(ListRecord record)
    {
        var key = (EntryKey)record.Key;
        var puts = record.Heads.Where(head => head.Operation == ChangeOperation.Put).ToList();
        var latest = record.Heads.MaxBy(head => (head.Time, head.Dot))!;
        var window = puts.Select(head => head.Details.Window).Aggregate((a, b) => key.Effect == Effect.Allow ? a.Intersect(b) : Hull(a, b));
        var note = puts.MaxBy(head => (head.Time, head.Dot))!.Details.Note;
        var contested = puts.Count < record.Heads.Length || record.Heads.Any(head => head.DenyOnly);
        return new EntryRow(key, window, note, contested, latest.Time.Milliseconds, latest.Actor, latest.Dot.Writer.Node, record);
    }

    /// <summary>What the entry does at an instant (Unix milliseconds).</summary>
    public EntryState StateAt(long instant) => this switch
    {
        { Contested: true } => EntryState.Contested,
        _ when instant < Window.NotBefore => EntryState.Scheduled,
        _ when instant >= Window.ExpiresAt => EntryState.Expired,
        _ => EntryState.InForce,
    };

    /// <summary>True when the other is this entry with the same heads: nothing to show anew.</summary>
    public bool IsSameAs(EntryRow other) =>
        Key == other.Key && Record.Heads.Select(head => (head.Dot, head.Index)).SequenceEqual(other.Record.Heads.Select(head => (head.Dot, head.Index)));

    private static Window Hull(Window a, Window b) => new(Math.Min(a.NotBefore, b.NotBefore), Math.Max(a.ExpiresAt, b.ExpiresAt));
}
