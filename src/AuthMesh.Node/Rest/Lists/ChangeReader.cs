using System.Text.Json;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Rest.Lists;

/// <summary>Reads one change of a transaction; what a list can hold is decided by <see cref="ChangeRules"/>.</summary>
internal static class ChangeReader
{
    private delegate Change ReadChange(JsonFields fields);

    /// <summary>Null, and noted, when something is wrong with it.</summary>
    public static Change? Read(JsonElement element, string path, RequestErrors errors)
    {
        if (JsonFields.Of(element, path, errors) is not { } fields)
        {
            return null;
        }

        var before = errors.Count;
        var read = fields.OneOf<ReadChange>(
            "op",
            ("putEntry", f => Change.Put(Entry(f), Details(f, hasWindow: true))),
            ("removeEntry", f => Change.Remove(Entry(f))),
            ("putMembership", f => Change.Put(Membership(f), Details(f, hasWindow: true))),
            ("removeMembership", f => Change.Remove(Membership(f))),
            ("setAttribute", f => Change.Put(Attribute(f), Details(f, hasWindow: false) with { Value = Value(f) })),
            ("removeAttribute", f => Change.Remove(Attribute(f))));
        var change = read?.Invoke(fields);
        if (change is not null)
        {
            fields.RefuseOthers();
        }

        return errors.Count == before ? change : null;
    }

    private static EntryKey Entry(JsonFields fields) => new(
        fields.OneOf("effect", ("allow", Effect.Allow), ("deny", Effect.Deny)),
        fields.RequiredText("subject"),
        fields.RequiredText("action"),
        fields.RequiredText("resource"),
        Condition(fields));

    /// <summary>Empty when absent. Given and empty it is refused: a condition that got lost on its way would make an entry that holds always.</summary>
    private static string Condition(JsonFields fields)
    {
        var condition = fields.Text("condition");
        if (condition is "")
        {
            fields.Refuse("condition", "is empty; leave it out of an entry that holds always");
        }

        return condition ?? "";
    }

    private static MembershipKey Membership(JsonFields fields) => new(Entity(fields, "child"), Entity(fields, "parent"));

    private static AttributeKey Attribute(JsonFields fields) => new(Entity(fields, "entity"), fields.RequiredText("name"));

    private static EntityRef Entity(JsonFields fields, string name) => new(fields.RequiredText(name));

    private static Details Details(JsonFields fields, bool hasWindow) => new(
        hasWindow ? new Window(Instant(fields, "notBefore") ?? long.MinValue, Instant(fields, "expiresAt") ?? long.MaxValue) : Window.Always,
        fields.Text("note") ?? "");

    private static long? Instant(JsonFields fields, string name)
    {
        if (fields.Text(name) is not { } text)
        {
            return null;
        }

        if (Rfc3339.TryParse(text, out var milliseconds))
        {
            return milliseconds;
        }

        fields.Refuse(name, $"is not {Rfc3339.Allowed}");
        return null;
    }

    private static string Value(JsonFields fields)
    {
        if (fields.Raw("value") is not { } value)
        {
            fields.Refuse("value", "is missing");
            return "";
        }

        if (CanonicalJson.TryCanonicalise(value.GetRawText(), out var canonical, out var error))
        {
            return canonical;
        }

        fields.Refuse("value", error!);
        return "";
    }
}
