using AuthMesh.Core.Conditions;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Lists;

/// <summary>A universe so small that random records meet each other: names, keys, windows and the instants at which they matter.</summary>
public static class Worlds
{
    public static readonly string[] Subjects = ["user:a", "user:ab", "user:abc", "group:g", "group:gh", "group:z"];
    public static readonly string[] Actions = ["read", "readx", "edit", "all"];
    public static readonly string[] Resources = ["doc:/a", "doc:/a/b", "doc:/ab", "folder:f", "folder:fg", "doc:/\u00e9"];
    public static readonly long[] Instants = [0, 10, 15, 19, 20, 29, 30];

    private static readonly string[] _subjectPatterns = [.. Subjects, "*", "user:*", "user:ab*", "user:a*", "group:g*", "us*"];
    private static readonly string[] _resourcePatterns = [.. Resources, "*", "doc:*", "doc:/a*", "doc:/a/*", "folder:f*"];
    /// <summary>What conditions can read, one for each; one that does not compile; one that is unknown as long as nothing is said.</summary>
    public static readonly string[] Conditions =
    [
        "true", "false", "not a condition", "subject.properties.role == \"x\"", "resource.properties.owner == subject.properties.role", "has(resource.properties.owner)",
        "subject.in(\"group:g\")", "!subject.in(\"group:gh\")", "resource.in(\"folder:f\")", "action.in(\"action:all\") || action.name == \"edit\"",
        "context.time >= timestamp(\"1970-01-01T00:00:00.015Z\")", "context.mfa", "size(subject.properties) == 1", "subject.id == \"a\" && resource.type == \"doc\"",
    ];

    private static readonly Window[] _windows = [Window.Always, Window.Always, new(10, 20), new(15, 30), new(20, 30), new(30, 10)];

    /// <summary>The cases of questions over this universe, with a few names that no list could hold.</summary>
    public static IEnumerable<(string Subject, string Action, string Resource)> Questions =>
        from subject in Subjects.Concat(["user:a*", "user"])
        from action in Actions.Append("*")
        from resource in Resources.Append("doc:/e\u0301")
        select (subject, action, resource);

    public static RecordKey Key(Tape tape)
    {
        var unknown = tape.OneIn(12) ? "7a01" : "";
        return tape.Next(8) switch
        {
            < 5 => new EntryKey(tape.Of(Effect.Allow, Effect.Allow, Effect.Deny), tape.Of(_subjectPatterns), tape.Of([.. Actions, "*"]), tape.Of(_resourcePatterns),
                tape.OneIn(3) ? tape.Of(Conditions) : "", unknown),
            5 => new MembershipKey(new EntityRef(tape.Of(Subjects)), new EntityRef(tape.Of(Subjects)), unknown),
            6 => new MembershipKey(new EntityRef(tape.Of(Resources)), new EntityRef(tape.Of(Resources)), unknown),
            _ => tape.Next(3) > 0
                ? new AttributeKey(new EntityRef(tape.Of([.. Subjects, .. Resources])), tape.Of("role", "owner"), unknown)
                : new MembershipKey(EntityRef.Action(tape.Of(Actions)), tape.OneIn(8) ? new EntityRef("verb:v") : EntityRef.Action(tape.Of(Actions)), unknown),
        };
    }

    /// <summary>What a list says of itself: that some of the attributes above, or none, are stored-only.</summary>
    public static ListSettings Settings(Tape tape) => StoredOnly([.. new[] { "role", "owner", "extra" }.Where(_ => tape.OneIn(2))]);

    /// <summary>The settings of a list in which these attributes are stored-only.</summary>
    public static ListSettings StoredOnly(params string[] names)
    {
        var change = ListSettings.SetStoredOnly(ListName.Default, names);
        return ListSettings.Of([new ListRecord(change.Key, [new Head(new Dot(new Site("a").Writer, 1), default, 0, default, change.Operation, change.Details, "test")])]);
    }

    /// <summary>What a request says itself: nothing as a rule.</summary>
    public static RequestFacts? Facts(Tape tape) => tape.Next(3) switch
    {
        0 => new RequestFacts(Value.FromJson("""{"role":"x","extra":1}"""), Value.Absent, Value.FromJson("""{"owner":2}"""), Value.FromJson("""{"mfa":true}""")),
        1 => new RequestFacts(Value.Absent, Value.Unknown, Value.FromJson("{}"), Value.Unknown),
        _ => null,
    };

    public static Details Details(Tape tape, RecordKey key) => key is AttributeKey
        ? new Details(Window.Always, Value: tape.Of("1", "\"x\""))
        : new Details(tape.Of(_windows), tape.OneIn(4) ? "why" : "");

    public static Change Change(Tape tape)
    {
        var key = Key(tape);
        return tape.OneIn(3) ? Core.Lists.Change.Remove(key) : Core.Lists.Change.Put(key, Details(tape, key));
    }
}
