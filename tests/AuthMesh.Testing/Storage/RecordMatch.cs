using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Testing.Storage;

/// <summary>What <see cref="RecordFilter"/> means, said as plainly as possible: the yardstick for the database's way of answering it.</summary>
internal static class RecordMatch
{
    /// <summary>True when the filter lets the record through.</summary>
    public static bool IsMatch(ListRecord record, RecordFilter filter) =>
        record.HasPut &&
        (filter.Kind is null || filter.Kind == record.Key.Kind) &&
        (!filter.Contested || RecordStanding.Of(record).Standing == Standing.Contested) &&
        IsMatch(record.Key, filter) &&
        (filter.Query is null || Texts(record).Any(text => Contains(text, filter.Query)));

    /// <summary>The place of a key in the order of pages.</summary>
    public static string Place(RecordKey key) => ((char)key.Kind) + string.Join('\0', key switch
    {
        EntryKey entry => [entry.Subject, entry.Action, entry.Resource, $"{(int)entry.Effect}", entry.Condition, entry.Unknown],
        MembershipKey membership => [membership.Child.Value, membership.Parent.Value, membership.Unknown],
        AttributeKey attribute => [attribute.Entity.Value, attribute.Name, attribute.Unknown],
        NodeAdmissionKey admission => [admission.Node.ToString()],
        NodeDescriptionKey description => [description.Node.ToString()],
        ListDeclarationKey declaration => [declaration.List.Value],
        ListSettingKey setting => [setting.List.Value, setting.Name, setting.Unknown],
        _ => throw new NotSupportedException($"A key of kind {key.Kind}."),
    });

    private static bool IsMatch(RecordKey key, RecordFilter filter)
    {
        var entry = key as EntryKey;
        var membership = key as MembershipKey;
        var attribute = key as AttributeKey;
        return Same(filter.Subject, entry?.Subject) && Same(filter.Action, entry?.Action) && Same(filter.Resource, entry?.Resource) &&
            (filter.Effect is null || filter.Effect == entry?.Effect) &&
            Same(filter.Child, membership?.Child.Value) && Same(filter.Parent, membership?.Parent.Value) &&
            Same(filter.Entity, attribute?.Entity.Value) && Same(filter.Name, attribute?.Name);

        static bool Same(string? wanted, string? actual) => wanted is null || wanted == actual;
    }

    private static IEnumerable<string> Texts(ListRecord record)
    {
        var note = RecordStanding.Of(record).Note;
        return record.Key switch
        {
            EntryKey entry => [entry.Subject, entry.Action, entry.Resource, entry.Condition, entry.Unknown, note],
            MembershipKey membership => [membership.Child.Value, membership.Parent.Value, membership.Unknown, note],
            AttributeKey attribute => [attribute.Entity.Value, attribute.Name, attribute.Unknown, note],
            NodeAdmissionKey admission => [admission.Node.ToString(), note],
            NodeDescriptionKey description => [description.Node.ToString(), note],
            ListDeclarationKey declaration => [declaration.List.Value, note],
            ListSettingKey setting => [setting.List.Value, setting.Name, setting.Unknown, note],
            _ => throw new NotSupportedException($"A key of kind {record.Key.Kind}."),
        };
    }

    private static bool Contains(string text, string part) => FoldAscii(text).Contains(FoldAscii(part), StringComparison.Ordinal);

    private static string FoldAscii(string text) => string.Create(text.Length, text, (folded, source) =>
    {
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
        }
    });
}
