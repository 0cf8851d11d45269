using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Exchange.Native;

/// <summary>A record as an item of its section.</summary>
/// <param name="Value">JSON of an attribute's value, under its name; for other records null.</param>
internal readonly record struct NativeItem(string Section, IReadOnlyList<(string Name, string Text)> Fields, (string Name, string Json)? Value)
{
    /// <exception cref="ArgumentException">A record of the roster.</exception>
    public static NativeItem Of(RecordKey key, Details details) => key switch
    {
        EntryKey entry => new("entries", Present(
            (entry.Effect == Effect.Allow ? "allow" : "deny", entry.Subject), ("action", entry.Action), ("resource", entry.Resource), ("when", entry.Condition),
            ("from", Instant.Text(details.Window.NotBefore)), ("until", Instant.Text(details.Window.ExpiresAt)), ("note", details.Note)), null),
        MembershipKey membership => new("memberships", Present(
            ("child", membership.Child.Value), ("parent", membership.Parent.Value),
            ("from", Instant.Text(details.Window.NotBefore)), ("until", Instant.Text(details.Window.ExpiresAt)), ("note", details.Note)), null),
        AttributeKey attribute => new("attributes", Present(("entity", attribute.Entity.Value), ("note", details.Note)), (attribute.Name, details.Value)),
        _ => throw new ArgumentException($"A record of kind {key.Kind} is of the roster.", nameof(key)),
    };

    private static (string, string)[] Present(params (string Name, string? Text)[] fields) =>
        [.. fields.Where(field => !string.IsNullOrEmpty(field.Text)).Select(field => (field.Name, field.Text!))];
}
