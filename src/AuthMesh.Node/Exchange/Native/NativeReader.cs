using AuthMesh.Core.Lists;
using AuthMesh.Node.Exchange.Plans;

namespace AuthMesh.Node.Exchange.Native;

/// <summary>Reads the native file, YAML or JSON (<c>docs/native-file.md</c>). Strict: everything in it is understood, or it is refused as a whole.</summary>
internal sealed class NativeReader
{
    /// <summary>The most records that one item stands for by its lists.</summary>
    private const int MostOfAnItem = 10_000;

    /// <summary>The most tests in a file.</summary>
    private const int MostTests = 100_000;

    private readonly FileProblems _problems;
    private readonly FileRecords _records;
    private readonly List<DecisionTest> _tests = [];
    private readonly Dictionary<string, Action<ItemFields>> _sections;
    private string? _owner;
    private int _problemsBeforeItem;

    private NativeReader(FileProblems problems)
    {
        _problems = problems;
        _records = new FileRecords(problems);
        _sections = new()
        {
            ["memberships"] = ReadMembership,
            ["attributes"] = ReadAttribute,
            ["entries"] = ReadEntry,
            ["tests"] = ReadTest,
        };
    }

    /// <param name="name">What the file is called, for problems.</param>
    public static FileContent Read(string name, byte[] file)
    {
        var problems = new FileProblems(name);
        var reader = new NativeReader(problems);
        try
        {
            using var events = new FileEvents(IsJson(file) ? JsonEvents.Read(file) : YamlEvents.Read(FileBytes.Decode(file)), problems);
            reader.ReadFile(events);
        }
        catch (FileSyntaxException e)
        {
            problems.Add(e.At, e.Message);
        }

        return new FileContent(reader._records.All, problems, reader._tests, []) { Owner = reader._owner };
    }

    private string Keys => string.Join(", ", _sections.Keys.Prepend("owner").Prepend("authmesh"));

    private static bool IsJson(byte[] file) => FileBytes.WithoutMark(file).TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    private void ReadFile(FileEvents events)
    {
        if (!events.TryTake(FileEventKind.MapStart))
        {
            throw new FileSyntaxException(events.Current.At, $"is no mapping; allowed are the keys {Keys}");
        }

        var seen = new HashSet<string>();
        while (!events.TryTake(FileEventKind.MapEnd))
        {
            var key = events.ReadKey();
            if (!seen.Add(key.Text))
            {
                _problems.Add(key.At, $"the key '{key.Text}' stands here twice");
            }

            if (_sections.TryGetValue(key.Text, out var readItem))
            {
                ReadSection(key.Text, events, readItem);
            }
            else if (key.Text == "authmesh")
            {
                CheckVersion(events.ReadNode());
            }
            else if (key.Text == "owner")
            {
                ReadOwner(events.ReadNode());
            }
            else
            {
                _problems.Add(key.At, $"'{key.Text}' is not known here; allowed are {Keys}");
                events.ReadNode();
            }
        }

        if (events.Current.Kind != FileEventKind.End)
        {
            _problems.Add(events.Current.At, "something stands behind the end");
        }
    }

    private void CheckVersion(FileNode version)
    {
        if (version is not FileScalar { Literal: "1" })
        {
            _problems.Add(version.At, "authmesh is not a version of this format that is known here; allowed is 1");
        }
    }

    private void ReadOwner(FileNode owner)
    {
        if (owner is FileScalar { Literal: null, Ambiguous: false } text && OwnerLabel.TryParse(text.Text, out _))
        {
            _owner = text.Text;
        }
        else
        {
            _problems.Add(owner.At, $"owner is no label; allowed are {OwnerLabel.Allowed}");
        }
    }

    private void ReadSection(string section, FileEvents events, Action<ItemFields> readItem)
    {
        if (!events.TryTake(FileEventKind.ListStart))
        {
            var other = events.ReadNode();
            _problems.Add(other.At, $"{section} is no list of items");
            return;
        }

        while (!events.TryTake(FileEventKind.ListEnd))
        {
            _problemsBeforeItem = _problems.Count;
            if (events.ReadNode() is var node && node is FileMap item)
            {
                var fields = new ItemFields(item, _problems);
                readItem(fields);
                fields.RefuseOthers();
            }
            else
            {
                _problems.Add(node.At, $"an item of {section} is a mapping");
            }
        }
    }

    private void ReadMembership(ItemFields item)
    {
        var (children, parent, details) = (item.RequiredTexts("child"), item.RequiredText("parent"), Details(item));
        foreach (var child in children)
        {
            Add(item, new MembershipKey(new EntityRef(child), new EntityRef(parent)), details, field => Field(item, field));
        }
    }

    private void ReadAttribute(ItemFields item)
    {
        var (entity, values, note) = (item.RequiredText("entity"), item.RequiredMembers("values"), item.Text("note") ?? "");
        foreach (var (name, node) in values)
        {
            if (NodeJson.Of(node, _problems) is not { } json)
            {
                continue;
            }

            if (!CanonicalJson.TryCanonicalise(json, out var value, out var error))
            {
                _problems.Add(node.At, $"the value {error}");
                continue;
            }

            _records.Add(new AttributeKey(new EntityRef(entity), name.Text), new Details(Window.Always, note, value), name.At, field => field switch
            {
                "name" => ("the name", name.At),
                "value" => ("the value", node.At),
                _ => Field(item, field),
            });
        }
    }

    private void ReadEntry(ItemFields item)
    {
        var (isAllow, subjects) = Verdict(item);
        var (actions, resources) = (item.RequiredTexts("action"), item.RequiredTexts("resource"));
        var (condition, details) = (Condition(item), Details(item));
        if (!IsWithinBound(item, subjects, actions, resources))
        {
            return;
        }

        foreach (var key in
            from subject in subjects
            from action in actions
            from resource in resources
            select new EntryKey(isAllow ? Effect.Allow : Effect.Deny, subject, action, resource, condition))
        {
            Add(item, key, details, field => field == "subject" ? (isAllow ? "allow" : "deny", item.PlaceOf(isAllow ? "allow" : "deny")) : Field(item, field));
        }
    }

    /// <summary>Empty when absent. Given and empty it is refused: a condition that got lost on its way would make an entry that holds always.</summary>
    private static string Condition(ItemFields item)
    {
        var condition = item.Text("when");
        if (condition is "")
        {
            item.Refuse("when", "is empty; leave it out of an entry that holds always");
        }

        return condition ?? "";
    }

    private void ReadTest(ItemFields item)
    {
        var (isAllow, subjects) = Verdict(item);
        var (actions, resources) = (item.RequiredTexts("action"), item.RequiredTexts("resource"));
        var (context, note) = (item.Object("context"), item.Text("note"));
        var properties = item.Fields("properties");
        var (subjectProperties, actionProperties, resourceProperties) = (properties?.Object("subject"), properties?.Object("action"), properties?.Object("resource"));
        properties?.RefuseOthers();
        if (!IsWithinBound(item, subjects, actions, resources))
        {
            return;
        }

        foreach (var subject in subjects)
        {
            RefuseOddName(item, isAllow ? "allow" : "deny", NameRules.EntityError(subject));
        }

        foreach (var action in actions)
        {
            RefuseOddName(item, "action", NameRules.IdError(action));
        }

        foreach (var resource in resources)
        {
            RefuseOddName(item, "resource", NameRules.EntityError(resource));
        }

        _tests.AddRange(
            from subject in subjects
            from action in actions
            from resource in resources
            select new DecisionTest(item.At, isAllow, subject, action, resource, subjectProperties, actionProperties, resourceProperties, context, note));
        if (_tests.Count > MostTests)
        {
            throw new FileSyntaxException(item.At, $"the file has more than {MostTests} tests");
        }
    }

    /// <summary>What is wrong in itself is no record, and nothing else is measured by it.</summary>
    private void Add(ItemFields item, RecordKey key, Details details, Func<string, (string Name, Position At)> fieldOf)
    {
        if (_problems.Count == _problemsBeforeItem)
        {
            _records.Add(key, details, item.At, fieldOf);
        }
    }

    private static void RefuseOddName(ItemFields item, string field, string? error)
    {
        if (error is not null)
        {
            item.Refuse(field, error);
        }
    }

    private bool IsWithinBound(ItemFields item, params IReadOnlyList<string>[] lists)
    {
        var count = lists.Aggregate(1L, (product, list) => product * list.Count);
        if (count > MostOfAnItem)
        {
            _problems.Add(item.At, $"this item stands for {count} combinations; allowed are {MostOfAnItem}");
        }

        return count <= MostOfAnItem;
    }

    /// <summary>Exactly one of <c>allow</c> and <c>deny</c> names the subjects.</summary>
    private (bool IsAllow, IReadOnlyList<string> Subjects) Verdict(ItemFields item)
    {
        var (allows, denies) = (item.Has("allow"), item.Has("deny"));
        if (allows == denies)
        {
            _problems.Add(item.At, allows ? "has both allow and deny; allowed is one of them" : "has neither allow nor deny, which name the subject");
            return (allows, []);
        }

        return (allows, item.RequiredTexts(allows ? "allow" : "deny"));
    }

    private static Details Details(ItemFields item) => new(Exchange.Instant.Between(item.Instant("from"), item.Instant("until")), item.Text("note") ?? "");

    /// <summary>The names of the REST API in the words of this file.</summary>
    private static (string Name, Position At) Field(ItemFields item, string field)
    {
        var name = field switch { "condition" => "when", "notBefore" => "from", "expiresAt" => "until", _ => field };
        return (name, item.PlaceOf(name));
    }
}
