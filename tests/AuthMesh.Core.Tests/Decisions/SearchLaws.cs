using AuthMesh.Core.Decisions;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Tests.Lists;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Core.Tests.Decisions;

public sealed class SearchLaws
{
    private static readonly Site _site = new("a");

    [Fact]
    public void A_search_finds_just_the_known_entities_that_a_check_allows() => ForAllWorlds((records, tape) =>
    {
        var index = DecisionIndex.Build(records);
        var inventory = Inventory.Build(Keys(records), index);
        var known = Known(records);
        var instant = tape.Of(Worlds.Instants);
        foreach (var question in Questions(tape))
        {
            var expected = Asks(known, question)
                ? known.Where(entity => entity.StartsWith(question.Type + ":", StringComparison.Ordinal) && index.IsAllowed(question.About(entity), instant))
                : [];
            Assert.Equal(expected.Order(StringComparer.Ordinal), AllPages(index, inventory, question, instant, tape));
        }
    });

    [Fact]
    public void The_inventory_follows_changes() => ForAllWorlds((records, tape) =>
    {
        var index = DecisionIndex.Build(records);
        var inventory = Inventory.Empty;
        var standing = new HashSet<RecordKey>();
        for (var step = 0; step < 40 && records.Count > 0; step++)
        {
            var key = tape.Of(records).Key;
            var isNew = standing.Add(key);
            inventory = inventory.With(isNew ? [key] : [], isNew ? [] : [key], index);
            if (!isNew)
            {
                standing.Remove(key);
            }

            var expected = Inventory.Build(standing, index);
            Assert.Equal(expected.IsEmpty, inventory.IsEmpty);
            Assert.All(new[] { "user", "group", "doc", "folder", "action" }, type => Assert.Equal(expected.OfType(type, type + ":"), inventory.OfType(type, type + ":")));
        }
    });

    [Fact]
    public void What_changes_between_two_pages_neither_repeats_nor_hides_the_rest()
    {
        RecordKey[] keys = [.. Enumerable.Range(0, 50).Select(i => new EntryKey(Effect.Allow, $"user:{i:00}", "read", "doc:a"))];
        var index = DecisionIndex.Empty;
        var all = Inventory.Build(keys, index);
        var less = all.With([], keys[..30], index);

        Assert.Equal(50, all.OfType("user", "user:").Count());
        Assert.Equal("user:30", less.OfType("user", "user:19").First());
        Assert.Equal("user:20", all.OfType("user", "user:19").First());
    }

    private static bool Asks(HashSet<string> known, SearchQuestion question) =>
        (question.Open == SearchSide.Subject || known.Contains(question.Subject)) && (question.Open == SearchSide.Resource || known.Contains(question.Resource));

    private static IEnumerable<SearchQuestion> Questions(Tape tape)
    {
        yield return new(SearchSide.Subject, tape.Of("user", "group", "us"), tape.Of(Worlds.Actions), tape.Of(Worlds.Resources));
        yield return new(SearchSide.Resource, tape.Of(Worlds.Subjects), tape.Of(Worlds.Actions), tape.Of("doc", "folder"));
        yield return new(SearchSide.Action, tape.Of(Worlds.Subjects), "", tape.Of(Worlds.Resources));
    }

    private static List<string> AllPages(DecisionIndex index, Inventory inventory, SearchQuestion question, long instant, Tape tape)
    {
        var (limit, checks) = (1 + tape.Next(4), 1 + tape.Next(4));
        var found = new List<string>();
        string? last = null;
        do
        {
            var page = Search.Find(index, inventory, question, last, limit, instant, checks);
            Assert.True(page.Found.Length <= limit);
            Assert.True(page.Last is null || string.CompareOrdinal(page.Last, last) > 0);
            found.AddRange(page.Found);
            last = page.Last is null ? null : SearchToken.Read(ListName.Default, question, SearchToken.Make(ListName.Default, question, page.Last));
            Assert.Equal(page.Last, last);
        }
        while (last is not null);

        return found;
    }

    private static IEnumerable<RecordKey> Keys(IEnumerable<ListRecord> records) => records.Where(record => record.HasPut).Select(record => record.Key);

    /// <summary>Design §2, word by word.</summary>
    private static HashSet<string> Known(IEnumerable<ListRecord> records) =>
    [
        .. Keys(records)
            .SelectMany<RecordKey, string>(key => key switch
            {
                EntryKey entry => [entry.Subject, "action:" + entry.Action, entry.Resource],
                MembershipKey membership => [membership.Child.Value, membership.Parent.Value],
                AttributeKey attribute => [attribute.Entity.Value],
                _ => [],
            })
            .Where(name => !name.EndsWith('*')),
    ];

    private static void ForAllWorlds(Action<IReadOnlyList<ListRecord>, Tape> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(300), Prop.ForAll((byte[] bytes, byte[] choices) => law(Records(new Tape(bytes)), new Tape(choices))));

    private static List<ListRecord> Records(Tape tape)
    {
        var records = new Dictionary<RecordKey, ListRecord>();
        while (!tape.AtEnd)
        {
            var key = Worlds.Key(tape);
            var head = new Head(new Dot(_site.Writer, 1), _site.Writer.Node.Value, 0, default, ChangeOperation.Put, Worlds.Details(tape, key), "admin:test", DenyOnly: tape.OneIn(8));
            var removal = head with { Dot = new Dot(_site.Writer, 2), Operation = ChangeOperation.Remove };
            records[key] = new ListRecord(key, tape.Next(8) switch { 0 => [removal], 1 => [head, removal], _ => [head] });
        }

        return [.. records.Values];
    }
}
