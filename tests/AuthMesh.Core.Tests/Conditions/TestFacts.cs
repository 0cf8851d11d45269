using AuthMesh.Core.Conditions;

namespace AuthMesh.Core.Tests.Conditions;

/// <summary>Facts that a test sets as it likes. Properties and memberships are by role and name, as in <c>subject.role</c> and <c>subject group:staff</c>.</summary>
internal sealed class TestFacts : IConditionFacts
{
    /// <summary>The request of the case files.</summary>
    public static TestFacts Alice { get; } = new()
    {
        Values =
        {
            ["subject.role"] = Value.FromJson("\"admin\""),
            ["subject.level"] = Value.FromJson("3"),
            ["subject.teams"] = Value.FromJson("""["red", "blue"]"""),
            ["subject.address"] = Value.FromJson("""{"city": "Paris", "zip": "75001", "lines": [{"n": 1}, {"n": 2}]}"""),
            ["subject.clearance"] = Value.Unknown,
            ["action.soft"] = Value.True,
            ["resource.owner"] = Value.FromJson("\"alice\""),
            ["resource.size"] = Value.FromJson("1.5"),
            ["resource.tags"] = Value.FromJson("[]"),
            ["resource.parent"] = Value.Null,
            ["resource.cost-center"] = Value.FromJson("77"),
        },
        Parents =
        {
            ["subject group:staff"] = Truth.True,
            ["subject group:contested"] = Truth.Unknown,
            ["action action:reading"] = Truth.True,
            ["resource folder:reports"] = Truth.True,
        },
        Context = Value.Map(new Dictionary<string, Value>
        {
            ["mfa"] = Value.True,
            ["ip"] = Value.From("10.1.2.3"),
            ["ip6"] = Value.From("2001:db8::7"),
            ["count"] = Value.From(7),
            ["ratio"] = Value.From(0.25),
            ["nan"] = Value.From(double.NaN),
            ["text"] = Value.From("grüße 🌍"),
            ["time"] = Value.From(new DateTimeOffset(2026, 11, 22, 12, 34, 56, 789, TimeSpan.Zero)),
            ["sent"] = Value.From("2026-11-22T12:00:00+02:00"),
            ["list"] = Value.FromJson("""[1, 2, 3, "four", 5.0, null]"""),
            ["map"] = Value.FromJson("""{"a": 1, "b": {"c": true}}"""),
        }),
    };

    public Dictionary<string, Value> Values { get; } = [];

    public Dictionary<string, Truth> Parents { get; } = [];

    public Value Context { get; init; } = Value.Map([]);

    public string Type(EntityRole role) => role switch { EntityRole.Subject => "user", EntityRole.Action => "action", _ => "doc" };

    public string Id(EntityRole role) => role switch { EntityRole.Subject => "alice", EntityRole.Action => "read", _ => "/reports/q3.pdf" };

    public Value Property(EntityRole role, string name) => Values.GetValueOrDefault(Key(role) + "." + name);

    public Value Properties(EntityRole role)
    {
        var prefix = Key(role) + ".";
        return Value.Map(Values.Where(value => value.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(value => KeyValuePair.Create(value.Key[prefix.Length..], value.Value)));
    }

    public Truth IsIn(EntityRole role, string parent) => Parents.GetValueOrDefault(Key(role) + " " + parent);

    private static string Key(EntityRole role) => role switch { EntityRole.Subject => "subject", EntityRole.Action => "action", _ => "resource" };
}
