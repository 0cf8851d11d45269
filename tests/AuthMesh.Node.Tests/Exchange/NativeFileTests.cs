using System.Text;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Exchange;
using AuthMesh.Node.Exchange.Native;

namespace AuthMesh.Node.Tests.Exchange;

public sealed class NativeFileTests
{
    private const string Whole = """
        # The plans of the sites.
        authmesh: 1
        owner: plans

        memberships:
          - {child: [user:alice, user:bob], parent: group:ops}
          - child: doc:/plans/q3
            parent: folder:plans
            until: 2030-01-31T08:00:00Z

        attributes:
          - entity: user:bob
            values: {role: admin, level: 3, share: 0.5, tags: [a, "no", null], address: {city: Łódź}}
            note: from HR

        entries:
          - {allow: group:ops, action: [read, write], resource: doc:/plans/*}
          - deny: user:mallory
            action: "*"
            resource: "*"
            when: context.ip != "10.0.0.1"
            from: 2026-01-01T00:00:00.250Z
            note: "see #7"

        tests:
          - {allow: user:alice, action: read, resource: doc:/plans/q3}
          - {deny: [user:mallory, user:eve], action: read, resource: doc:/plans/q3, context: {ip: 10.0.0.2}, properties: {subject: {level: 1}}, note: never}
        """;

    [Fact]
    public void A_file_by_a_person_says_exactly_these_records_and_tests()
    {
        var content = Read(Whole);

        Assert.Empty(content.Problems.Kept);
        Assert.Equal("plans", content.Owner);
        Assert.Equal(
            [
                (new MembershipKey(new("user:alice"), new("group:ops")), Details.None),
                (new MembershipKey(new("user:bob"), new("group:ops")), Details.None),
                (new MembershipKey(new("doc:/plans/q3"), new("folder:plans")), new Details(new Window(long.MinValue, 1_896_076_800_000))),
                (new AttributeKey(new("user:bob"), "role"), new Details(Window.Always, "from HR", "\"admin\"")),
                (new AttributeKey(new("user:bob"), "level"), new Details(Window.Always, "from HR", "3")),
                (new AttributeKey(new("user:bob"), "share"), new Details(Window.Always, "from HR", "0.5")),
                (new AttributeKey(new("user:bob"), "tags"), new Details(Window.Always, "from HR", """["a","no",null]""")),
                (new AttributeKey(new("user:bob"), "address"), new Details(Window.Always, "from HR", """{"city":"Łódź"}""")),
                (new EntryKey(Effect.Allow, "group:ops", "read", "doc:/plans/*"), Details.None),
                (new EntryKey(Effect.Allow, "group:ops", "write", "doc:/plans/*"), Details.None),
                (new EntryKey(Effect.Deny, "user:mallory", "*", "*", "context.ip != \"10.0.0.1\""), new Details(new Window(1_767_225_600_250, long.MaxValue), "see #7")),
            ],
            content.Records.Select(record => ((RecordKey)record.Key, record.Details)));
        Assert.Equal(
            ["True user:alice read doc:/plans/q3 ", "False user:mallory read doc:/plans/q3 never", "False user:eve read doc:/plans/q3 never"],
            content.Tests.Select(test => $"{test.Expected} {test} {test.Note}"));
        Assert.Equal("""{"ip":"10.0.0.2"}""", content.Tests[1].Context!.Value.GetRawText());
        Assert.Equal("""{"level":1}""", content.Tests[2].SubjectProperties!.Value.GetRawText());
    }

    [Fact]
    public void A_condition_left_empty_is_no_entry_without_a_condition()
    {
        var content = Read("""
            entries:
              - {allow: user:a, action: read, resource: doc:a, when: ""}
            """);

        Assert.Equal("2:58 when is empty; leave it out of an entry that holds always", content.Problems.Kept.Select(problem => $"{problem.At} {problem.Message}").Single());
        Assert.Empty(content.Records);
    }

    [Fact]
    public void The_same_in_JSON_is_the_same()
    {
        var content = Read("""
            {
              "authmesh": 1,
              "entries": [{"allow": "user:a", "action": "read", "resource": "doc:\u00e9/😀", "note": "\ud83d\ude00"}],
              "attributes": [{"entity": "user:a", "values": {"n": 9007199254740993}}]
            }
            """);

        Assert.Empty(content.Problems.Kept);
        Assert.Equal([new EntryKey(Effect.Allow, "user:a", "read", "doc:é/😀"), (RecordKey)new AttributeKey(new("user:a"), "n")], content.Records.Select(record => record.Key));
        Assert.Equal(["😀", "9007199254740993"], content.Records.Select(record => record.Details.Note + record.Details.Value));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_its_place()
    {
        var problems = Read("""
            authmesh: 2
            entrys: []
            entries:
              - {allow: user:a, action: read, resource: doc}
              - {allow: user:a, deny: user:b, action: read, resource: doc:a}
              - {allow: user:a, action: read, resource: doc:a, when: "subject.id =="}
              - {allow: user:a, action: no, resource: doc:a, colour: red}
              - {allow: user:a, action: read, resource: doc:a, until: tomorrow}
              - {allow: user:a, action: read, action: read, resource: doc:a}
              - {allow: [], action: 7, resource: {}}
              - nothing
            attributes:
              - {entity: user:a, values: {role: yes, port: 0x1F}}
            """).Problems.Kept;

        string[] expected =
        [
            "1:11 authmesh is not a version",
            "2:1 'entrys' is not known here; allowed are authmesh, owner, memberships, attributes, entries, tests",
            "4:45 resource has no colon",
            "5:5 has both allow and deny",
            "6:58 when is refused at column",
            "7:29 action is no, which is no text; put it in quotes",
            "7:50 'colour' is not known here; allowed are allow, deny, action, resource, when, from, until, note",
            "8:59 until is not an RFC 3339 time",
            "9:35 the key 'action' stands here twice",
            "10:13 allow is empty",
            "10:25 action is 7, which is no text",
            "10:38 resource is no text",
            "11:5 an item of entries is a mapping",
            "13:37 yes is a text for some",
            "13:48 0x1F is a text for some",
        ];
        Assert.Equal(expected, problems.Zip(expected, (problem, start) => $"{problem.At} {problem.Message}" is var told && told.StartsWith(start, StringComparison.Ordinal) ? start : told));
        Assert.Equal(expected.Length, problems.Count);
    }

    [Theory]
    [InlineData("entries: [*x]", "1:11", "aliases are not read")]
    [InlineData("entries: &x []", "1:10", "anchors are not read")]
    [InlineData("entries: !!set {}", "1:10", "tags are not read")]
    [InlineData("authmesh: 1\n---\nauthmesh: 1", "2:1", "a second document")]
    [InlineData("entries: [", "2:1", "is not YAML")]
    [InlineData("- a", "1:1", "is no mapping; allowed are the keys authmesh")]
    [InlineData("", "1:1", "is no mapping")]
    [InlineData("memberships: {a: b}", "1:14", "memberships is no list")]
    [InlineData("{\"entries\": [}", "1:14", "is not JSON")]
    [InlineData("{\n \"entries\": [\n  {\"allow\": \"user:a\",}]}", "3:22", "is not JSON")]
    [InlineData("{\"authmesh\": 1} 2", "1:17", "is not JSON")]
    [InlineData("{\"authmesh\": 1, \"\\ud800\": 1}", "1:17", "not valid Unicode")]
    public void What_cannot_be_read_is_refused_where_it_stands(string text, string place, string message)
    {
        var problem = Assert.Single(Read(text).Problems.Kept);

        Assert.Equal(place, problem.At.ToString());
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public void A_record_stands_in_a_file_once()
    {
        var problem = Assert.Single(Read("""
            entries:
              - {allow: user:a, action: read, resource: doc:a}
              - {allow: [user:b, user:a], action: read, resource: doc:a, note: again}
            """).Problems.Kept);

        Assert.Equal(("3:5", "is the record of line 2 again; one file names a record once"), (problem.At.ToString(), problem.Message));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Deep_nesting_is_refused_early(string opening)
    {
        var text = "attributes: [{entity: user:a, values: {x: " + string.Concat(Enumerable.Repeat(opening, 100_000));

        Assert.Single(Read(text).Problems.Kept);
        Assert.Single(Read("{\"entries\": " + string.Concat(Enumerable.Repeat("[", 100_000))).Problems.Kept);
    }

    [Fact]
    public void A_product_of_lists_is_bounded()
    {
        var many = string.Join(", ", Enumerable.Range(0, 1000).Select(i => $"user:u{i}"));

        var problem = Assert.Single(Read($"entries: [{{allow: [{many}], action: [{many}], resource: [{many}]}}]").Problems.Kept);

        Assert.Contains("1000000000 combinations; allowed are 10000", problem.Message);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_with_their_line()
    {
        var problem = Assert.Single(NativeReader.Read("f", [.. "authmesh: 1\nowner: "u8, 0xff]).Problems.Kept);

        Assert.Equal("f:2:1: this line is not UTF-8; save the file as UTF-8", problem.ToString());
    }

    private static FileContent Read(string text) => NativeReader.Read("list.yaml", Encoding.UTF8.GetBytes(text));
}
