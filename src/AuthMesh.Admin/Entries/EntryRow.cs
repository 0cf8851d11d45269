using AuthMesh.Core.Conditions;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;

namespace AuthMesh.Admin.Entries;

/// <summary>An entry as the page shows it: what its heads come to, and who changed it last.</summary>
/// <param name="Window">When it counts for what it does; for denying the hull of the windows.</param>
/// <param name="ChangedAt">Unix milliseconds by the hybrid clock.</param>
/// <param name="ChangedAtNode">Where the last change was made.</param>
public sealed record EntryRow(EntryKey Key, Window Window, string Note, bool Contested, long ChangedAt, string ChangedBy, NodeId ChangedAtNode, ListRecord Record)
{
    public static EntryRow Of(ListRecord record)
    {
        var key = (EntryKey)record.Key;
        var standing = RecordStanding.Of(record);
        var contested = standing.Standing == Standing.Contested;
        var allows = key.Effect == Effect.Allow && !contested && IsUnderstoodHere(key);
        var latest = standing.Latest;
        return new EntryRow(
            key, allows ? standing.AllowWindow : Hull(standing.DenyWindows), standing.Note, contested,
            latest.Time.Milliseconds, latest.Actor, latest.Dot.Writer.Node, record);
    }

    /// <summary>False for what only a newer version of AuthMesh can read: fields that this one does not know, or a condition in another language.</summary>
    public bool IsUnderstood { get; } = IsUnderstoodHere(Key);

    /// <summary>What the entry does at an instant (Unix milliseconds).</summary>
    public EntryState StateAt(long instant) => this switch
    {
        { Contested: true } => EntryState.Contested,
        { IsUnderstood: false } => EntryState.NotUnderstood,
        { Window.IsEmpty: true } => EntryState.Expired,
        _ when instant < Window.NotBefore => EntryState.Scheduled,
        _ when instant >= Window.ExpiresAt => EntryState.Expired,
        _ => EntryState.InForce,
    };

    /// <summary>True when the other is this entry with the same heads: nothing to show anew.</summary>
    public bool IsSameAs(EntryRow other) =>
        Key == other.Key && Record.Heads.Select(head => (head.Batch, head.Index)).SequenceEqual(other.Record.Heads.Select(head => (head.Batch, head.Index)));

    private static bool IsUnderstoodHere(EntryKey key) =>
        key.IsUnderstood && (key.Condition.Length == 0 || Condition.TryCompile(key.Condition, out _, out _));

    private static Window Hull(IReadOnlyList<Window> windows) =>
        windows.Count == 0 ? Window.Never : new Window(windows[0].NotBefore, windows[^1].ExpiresAt);
}
