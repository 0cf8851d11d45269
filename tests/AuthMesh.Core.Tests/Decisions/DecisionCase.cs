using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Tests.Lists;
using AuthMesh.Testing;

namespace AuthMesh.Core.Tests.Decisions;

/// <summary>A list with the questions that it must allow and those that it must deny, read from <c>Cases/*.json</c>.</summary>
/// <remarks>A question is "subject action resource", with " @instant" at its end where time matters.</remarks>
public sealed record DecisionCase(string About, ImmutableArray<CaseRecord> Records, ImmutableArray<string> Allowed, ImmutableArray<string> Denied)
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(Repository.Root, "tests/AuthMesh.Core.Tests/Decisions/Cases");

    public static DecisionCase Read(string name) =>
        JsonSerializer.Deserialize<DecisionCase>(File.ReadAllText(Path.Combine(Folder, name + ".json")), _options)!;

    public bool Answer(string question)
    {
        var (words, instant) = question.Split(" @") is [var plain, var time] ? (plain, long.Parse(time)) : (question, 0);
        var parts = words.Split(' ');
        return DecisionIndex.Build(Records.Select(record => record.ToRecord()))
            .IsAllowed(new AccessRequest(parts[0], parts[1], parts[2]), instant);
    }
}

/// <summary>A record in few words: "allow user:alice read doc:/a/*", "deny * * doc:/secret", "member user:alice group:ops" or "attribute user:alice role".</summary>
/// <param name="Heads">One a head: "put", "put 10..20" (in force from 10 until before 20), "remove", each with " deny-only" where a cut holds it; "put JSON", without blanks,
/// for an attribute. One "put" when left out.</param>
public sealed record CaseRecord(string Record, ImmutableArray<string> Heads, string Condition = "", string Unknown = "")
{
    public ListRecord ToRecord()
    {
        RecordKey key = Record.Split(' ') switch
        {
            ["allow", var subject, var action, var resource] => new EntryKey(Effect.Allow, subject, action, resource, Condition, Unknown),
            ["deny", var subject, var action, var resource] => new EntryKey(Effect.Deny, subject, action, resource, Condition, Unknown),
            ["attribute", var entity, var name] => new AttributeKey(new EntityRef(entity), name, Unknown),
            ["member", var child, var parent] => new MembershipKey(new EntityRef(child), new EntityRef(parent), Unknown),
            _ => throw new FormatException($"'{Record}' is no record."),
        };
        var heads = Heads.IsDefaultOrEmpty ? ["put"] : Heads;
        return new ListRecord(key, [.. heads.Select((head, number) => ToHead(head, number, isAttribute: key is AttributeKey)).OrderBy(head => head.Dot)]);
    }

    private static Head ToHead(string text, int number, bool isAttribute)
    {
        var words = text.Split(' ');
        var window = words.FirstOrDefault(word => word.Contains("..", StringComparison.Ordinal))?.Split("..") is [var from, var until]
            ? new Window(long.Parse(from), long.Parse(until))
            : Window.Always;
        var dot = new Dot(new Site($"site {number}").Writer, 1);
        var details = isAttribute && words is ["put", var json, ..] ? new Details(Window.Always, Value: json) : new Details(window);
        return words[0] switch
        {
            "put" => new Head(dot, default, 0, default, ChangeOperation.Put, details, "admin:test", words.Contains("deny-only")),
            "remove" => new Head(dot, default, 0, default, ChangeOperation.Remove, Details.None, "admin:test", words.Contains("deny-only")),
            _ => throw new FormatException($"'{text}' is no head."),
        };
    }
}
