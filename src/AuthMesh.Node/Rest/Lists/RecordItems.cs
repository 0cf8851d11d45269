using AuthMesh.Client;
using AuthMesh.Core.Lists;
using Effect = AuthMesh.Client.Effect;

namespace AuthMesh.Node.Rest.Lists;

/// <summary>Shows records as the API does.</summary>
internal static class RecordItems
{
    public static EntryItem Entry(ListRecord record)
    {
        var (key, standing) = ((EntryKey)record.Key, RecordStanding.Of(record));
        var window = Shown(standing, denies: key.Effect != Core.Lists.Effect.Allow);
        return new EntryItem(
            (Effect)key.Effect, key.Subject, key.Action, key.Resource, NullIfEmpty(key.Condition), Time(window.NotBefore), Time(window.ExpiresAt),
            NullIfEmpty(standing.Note), State(standing), standing.Latest.Time.Time, standing.Latest.Actor, Node(standing), standing.Latest.Dot.ToString());
    }

    public static MembershipItem Membership(ListRecord record)
    {
        var (key, standing) = ((MembershipKey)record.Key, RecordStanding.Of(record));
        var window = Shown(standing, denies: false);
        return new MembershipItem(
            key.Child.Value, key.Parent.Value, Time(window.NotBefore), Time(window.ExpiresAt),
            NullIfEmpty(standing.Note), State(standing), standing.Latest.Time.Time, standing.Latest.Actor, Node(standing), standing.Latest.Dot.ToString());
    }

    public static AttributeItem Attribute(ListRecord record)
    {
        var (key, standing) = ((AttributeKey)record.Key, RecordStanding.Of(record));
        return new AttributeItem(
            key.Entity.Value, key.Name, standing.Value is { Length: > 0 } value ? ChangeItems.Value(value) : null,
            NullIfEmpty(standing.Note), State(standing), standing.Latest.Time.Time, standing.Latest.Actor, Node(standing), standing.Latest.Dot.ToString());
    }

    public static ConflictItem Conflict(ListRecord record)
    {
        var standing = RecordStanding.Of(record);
        var put = record.Heads.Where(head => head.Operation == ChangeOperation.Put).MaxBy(head => head.Time)!;
        return new ConflictItem(
            ChangeItems.Of(Change.Put(record.Key, put.Details with { Note = standing.Note })),
            [.. record.Heads.Select(head => new ConflictHead(
                ChangeItems.Of(new Change(head.Operation, record.Key, head.Details)),
                head.Dot.ToString(), head.Time.Time, head.Actor, head.Dot.Writer.Node.ToString(), head.DenyOnly))]);
    }

    /// <summary>The window in which the record counts; of a contested one, the whole span in which it denies.</summary>
    private static Window Shown(RecordStanding standing, bool denies) =>
        (standing.Standing == Standing.Contested || denies) && !standing.DenyWindows.IsEmpty
            ? new Window(standing.DenyWindows[0].NotBefore, standing.DenyWindows[^1].ExpiresAt)
            : standing.AllowWindow;

    private static RecordState State(RecordStanding standing) => standing.Standing == Standing.Contested ? RecordState.Contested : RecordState.InForce;

    private static string Node(RecordStanding standing) => standing.Latest.Dot.Writer.Node.ToString();

    /// <summary>Null for an end that is open.</summary>
    internal static DateTimeOffset? Time(long milliseconds) =>
        milliseconds is long.MinValue or long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, -62_135_596_800_000, 253_402_300_799_999));

    internal static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
