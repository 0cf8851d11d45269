using System.Collections.Immutable;

namespace AuthMesh.Core.Lists;

/// <summary>What a record counts for, worked out from its heads (design §3, Merging).</summary>
/// <remarks>
/// One rule settles every case: what is contested, or not understood, counts for denying and never for allowing. So there are two readings
/// of every record. The allowing one (<see cref="AllowWindow"/>) is for allow entries and for the memberships that lead to them, the
/// denying one (<see cref="DenyWindows"/>) for deny entries and the memberships that lead to those.
/// </remarks>
public sealed class RecordStanding
{
    private RecordStanding(Standing standing, Window allow, ImmutableArray<Window> deny, string? value, string note, Head latest)
    {
        Standing = standing;
        AllowWindow = allow;
        DenyWindows = deny;
        Value = value;
        Note = note;
        Latest = latest;
    }

    /// <summary>Gone, in force or contested.</summary>
    public Standing Standing { get; }

    /// <summary>When the record counts for allowing: the intersection of the heads' windows. Empty when gone, contested or not understood.</summary>
    public Window AllowWindow { get; }

    /// <summary>When the record counts for denying: the union of the windows of all puts, sorted and disjoint. Empty when gone.</summary>
    public ImmutableArray<Window> DenyWindows { get; }

    /// <summary>The value of an attribute, null when contested or not understood; the latest value of a roster record. Null when gone.</summary>
    public string? Value { get; }

    /// <summary>The note of the latest put; empty when gone.</summary>
    public string Note { get; }

    /// <summary>The latest head by hybrid clock, ties by writer: who changed the record last, and when. For display.</summary>
    public Head Latest { get; }

    /// <summary>The standing of a record that has at least one head.</summary>
    public static RecordStanding Of(ListRecord record)
    {
        var heads = record.Heads;
        if (heads.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A record without heads does not exist.", nameof(record));
        }

        var latest = heads.MaxBy(Recency)!;
        var puts = heads.RemoveAll(head => head.Operation != ChangeOperation.Put);
        if (puts.IsEmpty)
        {
            return new RecordStanding(Standing.Absent, Window.Never, [], null, "", latest);
        }

        var latestPut = puts.MaxBy(Recency)!;
        var standing = puts.Length == heads.Length && !heads.Any(head => head.DenyOnly) && Agree(record.Key, puts)
            ? Standing.InForce
            : Standing.Contested;
        var understood = standing == Standing.InForce && record.Key.IsUnderstood;
        return new RecordStanding(
            standing,
            understood ? Intersection(puts) : Window.Never,
            Union(puts),
            understood || record.Key is not AttributeKey ? latestPut.Details.Value : null,
            latestPut.Details.Note,
            latest);
    }

    /// <summary>Total among the heads of a record, so that every node shows the same.</summary>
    private static (ulong Time, Identity.Writer Writer, long Seq, Identity.Hash256 Batch, int Index) Recency(Head head) =>
        (head.Time.Value, head.Dot.Writer, head.Dot.Seq, head.Batch, head.Index);

    private static bool Agree(RecordKey key, ImmutableArray<Head> puts) =>
        key is not (AttributeKey or ListSettingKey) || puts.All(put => put.Details.Value == puts[0].Details.Value);

    private static Window Intersection(ImmutableArray<Head> puts)
    {
        var window = puts.Aggregate(Window.Always, (common, put) => common.Intersect(put.Details.Window));
        return window.IsEmpty ? Window.Never : window;
    }

    private static ImmutableArray<Window> Union(ImmutableArray<Head> puts)
    {
        var windows = new List<Window>(puts.Length);
        foreach (var window in puts.Select(put => put.Details.Window).Where(window => !window.IsEmpty).OrderBy(window => window.NotBefore))
        {
            if (windows.Count > 0 && window.NotBefore <= windows[^1].ExpiresAt)
            {
                windows[^1] = windows[^1] with { ExpiresAt = Math.Max(windows[^1].ExpiresAt, window.ExpiresAt) };
            }
            else
            {
                windows.Add(window);
            }
        }

        return [.. windows];
    }
}
