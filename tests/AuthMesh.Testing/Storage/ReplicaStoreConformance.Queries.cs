using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using Xunit;
using static AuthMesh.Testing.Storage.StoreSamples;

namespace AuthMesh.Testing.Storage;

public abstract partial class ReplicaStoreConformance
{
    private static readonly RecordFilter All = new(null);

    [Fact]
    public void Records_that_are_gone_are_not_listed()
    {
        Commit(
            () => Store.WriteRecord(Default, Record(Entry("user:alice"), Remove(1, 1))),
            () => Store.WriteRecord(Default, Record(Entry("user:bob"), Remove(1, 1), Put(2, 1))));

        Assert.Equal([Entry("user:bob")], Queries.Records(Default, All, 10, null).Records.Select(record => record.Key));
        Assert.Empty(Queries.Records(Default, All with { Subject = "user:alice" }, 10, null).Records);
    }

    [Fact]
    public void Records_are_found_by_their_keys_also_those_that_are_gone()
    {
        var records = ManyRecords().Take(IListQueries.MostKeys - 2).Append(Record(Entry("user:gone"), Remove(1, 1))).ToList();
        Commit([.. records.Select(record => (Action)(() => Store.WriteRecord(Default, record)))]);

        var found = Queries.Records(Default, [.. records.Select(record => record.Key), Entry("user:never")]);

        Assert.Equal(records.Select(Shown.Of).Order(StringComparer.Ordinal), found.Select(Shown.Of).Order(StringComparer.Ordinal));
        Assert.Empty(Queries.Records(Warehouse, [records[0].Key]));
        Assert.Empty(Queries.Records(Default, []));
    }

    [Fact]
    public void No_more_keys_are_looked_up_at_once_than_is_said() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        Queries.Records(Default, [.. Enumerable.Range(0, IListQueries.MostKeys + 1).Select(number => Entry($"user:{number}"))]));

    [Fact]
    public void Every_filter_lets_through_exactly_what_it_says()
    {
        var records = ManyRecords().ToList();
        Commit([.. records.Select(record => (Action)(() => Store.WriteRecord(Default, record)))]);

        foreach (var filter in ManyFilters())
        {
            var expected = records.Where(record => RecordMatch.IsMatch(record, filter)).Select(Shown.Of).Order(StringComparer.Ordinal);
            var actual = Pages(filter, 7).Select(Shown.Of).Order(StringComparer.Ordinal);
            Assert.True(expected.SequenceEqual(actual), $"{filter}\nexpected\n{string.Join('\n', expected)}\nactual\n{string.Join('\n', actual)}");
        }
    }

    [Fact]
    public void A_filter_that_nothing_can_match_gives_an_empty_page()
    {
        Commit([.. ManyRecords().Select(record => (Action)(() => Store.WriteRecord(Default, record)))]);

        Assert.Empty(Queries.Records(Default, All with { Subject = "user:0", Child = "user:0" }, 10, null).Records);
        Assert.Empty(Queries.Records(Default, All with { Kind = RecordKind.Attribute, Effect = Effect.Allow }, 10, null).Records);
        Assert.Empty(Queries.Records(Warehouse, All, 10, null).Records);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Pages_give_every_record_once(int limit)
    {
        var records = ManyRecords().Where(record => record.HasPut).ToList();
        Commit([.. records.Select(record => (Action)(() => Store.WriteRecord(Default, record)))]);

        var listed = Pages(All, limit);

        Assert.Equal(records.Select(Shown.Of).Order(StringComparer.Ordinal), listed.Select(Shown.Of).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Records_that_come_or_go_between_pages_neither_repeat_nor_hide_others()
    {
        string[] subjects = ["user:b", "user:d", "user:f", "user:h"];
        Commit([.. subjects.Select(subject => (Action)(() => Store.WriteRecord(Default, Record(Entry(subject), Put(1, 1)))))]);
        var first = Queries.Records(Default, All, 2, null);
        Assert.Equal([Entry("user:b"), Entry("user:d")], first.Records.Select(record => record.Key));

        // Before the cursor, at it, and after it.
        Commit(
            () => Store.WriteRecord(Default, Record(Entry("user:a"), Put(1, 2))),
            () => Store.WriteRecord(Default, Record(Entry("user:d"), Remove(1, 3))),
            () => Store.WriteRecord(Default, Record(Entry("user:g"), Put(1, 4))),
            () => Store.WriteRecord(Default, Record(Entry("user:h"), Remove(1, 5))));
        var second = Queries.Records(Default, All, 10, first.Next);

        Assert.Equal([Entry("user:f"), Entry("user:g")], second.Records.Select(record => record.Key));
        Assert.Null(second.Next);
    }

    [Fact]
    public void The_last_page_has_no_cursor_also_when_it_is_full()
    {
        Commit([.. Enumerable.Range(0, 4).Select(n => (Action)(() => Store.WriteRecord(Default, Record(Entry($"user:{n}"), Put(1, 1)))))]);

        Assert.NotNull(Queries.Records(Default, All, 3, null).Next);
        Assert.Null(Queries.Records(Default, All, 4, null).Next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not base64 !")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("'; DROP TABLE records; --")]
    public void A_cursor_that_no_query_gave_is_refused(string cursor) =>
        Assert.Throws<FormatException>(() => Queries.Records(Default, All, 10, cursor));

    [Fact]
    public void A_cursor_of_another_query_is_refused()
    {
        Commit([.. Enumerable.Range(0, 4).Select(n => (Action)(() => Store.WriteRecord(Default, Record(Entry($"user:{n}"), Put(1, 1)))))]);
        var cursor = Queries.Records(Default, All, 2, null).Next;

        Assert.Throws<FormatException>(() => Queries.Records(Default, All with { Subject = "user:0" }, 2, cursor));
        Assert.Throws<FormatException>(() => Queries.Records(Warehouse, All, 2, cursor));
        Assert.Throws<FormatException>(() => Queries.Records(Default, All, 2, cursor + "A"));
        Assert.Throws<FormatException>(() => Queries.Records(Default, All, 2, cursor![..^2]));
    }

    [Fact]
    public void A_page_has_at_least_one_record()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Queries.Records(Default, All, 0, null));
        Assert.Throws<ArgumentOutOfRangeException>(() => Queries.Journal(Default, Core.Journal.VersionVector.Empty, 0, 0));
    }

    private List<ListRecord> Pages(RecordFilter filter, int limit)
    {
        var records = new List<ListRecord>();
        string? cursor = null;
        do
        {
            var page = Queries.Records(Default, filter, limit, cursor);
            Assert.True(page.Records.Length <= limit);
            records.AddRange(page.Records);
            cursor = page.Next;
        }
        while (cursor is not null);
        return records;
    }

    private static IEnumerable<ListRecord> ManyRecords()
    {
        for (var n = 0; n < 60; n++)
        {
            var effect = n % 4 == 0 ? Effect.Deny : Effect.Allow;
            Head[] heads = (n % 7) switch
            {
                0 => [Put(1, n + 1, Note("Contested by Ärzte")), Remove(2, 1)],
                1 => [Remove(1, n + 1)],
                2 => [Put(1, n + 1, new Details(Window.Always, "Old note", "1")), Put(2, n + 900, new Details(Window.Always, "100% of_notes", "2"))],
                3 => [Put(1, n + 1, denyOnly: true)],
                _ => [Put(1, n + 1)],
            };
            yield return Record(new EntryKey(effect, $"user:{n % 5}", $"act{n % 3}", $"doc:/Ä{n}", n % 10 == 0 ? "context.x > 1" : ""), heads);
            yield return Record(Membership($"user:{n % 5}", $"group:{n}"), heads);
            yield return Record(Attribute($"user:{n % 5}", $"Name{n}"), heads);
        }

        yield return Record(Entry("*", "*", "*"), Put(1, 1));
        yield return Record(Entry("user:1\0", "act1", "doc:/Ä1"), Put(1, 1));
        yield return Record(Entry("user:11", "act1", "doc:/Ä1", Effect.Deny), Put(1, 1));
        yield return Record(new ListDeclarationKey(Warehouse), Put(1, 1));
        yield return Record(new NodeAdmissionKey(Node(1)), Put(1, 1));
    }

    private static IEnumerable<RecordFilter> ManyFilters()
    {
        RecordFilter[] filters =
        [
            All,
            All with { Kind = RecordKind.Entry },
            All with { Kind = RecordKind.Membership },
            All with { Kind = RecordKind.Attribute },
            All with { Kind = RecordKind.ListDeclaration },
            All with { Subject = "user:1" },
            All with { Subject = "*" },
            All with { Subject = "user" },
            All with { Subject = "user:1", Action = "act1" },
            All with { Subject = "user:1", Action = "act1", Resource = "doc:/Ä1" },
            All with { Subject = "user:1", Resource = "doc:/Ä1" },
            All with { Subject = "user:1", Effect = Effect.Deny },
            All with { Action = "act2" },
            All with { Action = "ACT2" },
            All with { Action = "act2", Effect = Effect.Allow },
            All with { Resource = "doc:/Ä1" },
            All with { Resource = "doc:/Ä1", Action = "act1", Effect = Effect.Deny },
            All with { Effect = Effect.Deny },
            All with { Effect = Effect.Allow },
            All with { Kind = RecordKind.Entry, Subject = "user:2" },
            All with { Child = "user:3" },
            All with { Child = "user:3", Parent = "group:8" },
            All with { Parent = "group:8" },
            All with { Entity = "user:4" },
            All with { Entity = "user:4", Name = "Name9" },
            All with { Name = "Name9" },
            All with { Subject = "'; DROP TABLE records; --" },
        ];
        string?[] texts = [null, "", "user:1", "USER:1", "ä1", "Ä1", "note", "100%", "%", "_", "contested", "CONTEXT.X", "name1", "ware", "doc:/Ä1%", "\"", "'"];
        return filters
            .SelectMany(filter => texts.Select(text => filter with { Query = text }))
            .SelectMany(filter => new[] { filter, filter with { Contested = true } });
    }
}
