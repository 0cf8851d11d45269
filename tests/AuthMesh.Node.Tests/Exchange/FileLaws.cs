using System.Text;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Exchange;
using AuthMesh.Node.Exchange.Csv;
using AuthMesh.Node.Exchange.Native;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Node.Tests.Exchange;

/// <summary>What is written and read again is the same, whatever it is; and no reader ever throws.</summary>
public sealed class FileLaws
{
    private static readonly string[] _texts =
    [
        "a", "no", "null", "~", "true", "010", "1e3", "- x", "a: b", "a #b", "#", "{}", "[", "'", "''", "'=1", "=1+2", "+1", "-1", "@x", "\"", "a\"b", "a,b", "a;b", "*", "&a", "!t", "|", ">", "%", "`",
        "\u00e9", "\u0141\u00f3d\u017a", "\u05d0", "\ud83d\ude00", "\ufeffx", "\u2028", "\u00a0", "\uff1d1", " a", "a ", "a\\b", "a\\nb", "2030-01-31", "12:30:45", "<<", "=", "x:", ":", "?", "k: [v]", "/", "a/b*c", "very " + "long ",
    ];

    private static readonly long[] _instants = [long.MinValue, 0, 1, 1_000, 1_767_225_600_250, long.MaxValue];

    [Fact]
    public void YAML_gives_back_what_was_written() => ForAllLists(records => AssertReadsBack(records, text => new YamlWriter(text), NativeReader.Read));

    [Fact]
    public void JSON_gives_back_what_was_written() => ForAllLists(records => AssertReadsBack(records, text => new JsonWriter(text), NativeReader.Read));

    [Fact]
    public void CSV_gives_back_what_was_written() => ForAllLists(records => AssertReadsBack(records, text => new CsvRecordWriter(text), CsvReader.Read));

    [Fact]
    public void No_cell_of_a_table_begins_as_a_formula_does() => ForAllLists(records =>
    {
        foreach (var row in CsvTable.Read(Encoding.UTF8.GetBytes(Write(records, text => new CsvRecordWriter(text)))))
        {
            Assert.All(row.Cells, cell => Assert.False(cell is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20', ..], cell));
        }
    });

    [Fact]
    public void Readers_refuse_or_read_whatever_they_get_and_never_throw() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(200), Prop.ForAll((byte[] bytes, int[] cuts) =>
        {
            NativeReader.Read("f", bytes);
            CsvReader.Read("f", bytes);
            NativeReader.Read("f", Damage("entries:\n  - {allow: user:a, action: \"re\\u0061d\", resource: doc:a}\nattributes: [{entity: user:a, values: {x: [1, {y: 'z'}]}}]", cuts));
            NativeReader.Read("f", Damage("{\"entries\": [{\"allow\": \"user:a\", \"action\": \"re\\u0061d\", \"resource\": \"doc:a\"}], \"tests\": []}", cuts));
            CsvReader.Read("f", Damage("kind,entity,name,value\r\nattribute,user:a,\"n\"\"x\",\"[1,2]\"\r\n", cuts));
        }));

    private static byte[] Damage(string text, int[] cuts)
    {
        const string tricky = "{}[]:,-?\"'\\\n \t&*!|>#%@`\0\u0085u";
        var damaged = new StringBuilder(text);
        foreach (var cut in cuts)
        {
            damaged[(int)((uint)cut % damaged.Length)] = tricky[(int)((uint)cut / 7 % tricky.Length)];
        }

        return Encoding.UTF8.GetBytes(damaged.ToString());
    }

    private static void AssertReadsBack(IReadOnlyList<FileRecord> records, Func<TextWriter, IRecordWriter> open, Func<string, byte[], FileContent> read)
    {
        var text = Write(records, open);

        var content = read("f", Encoding.UTF8.GetBytes(text));

        Assert.Empty(content.Problems.Kept);
        Assert.Equal(records.Select(record => (record.Key, record.Details)), content.Records.Select(record => (record.Key, record.Details)));
    }

    private static string Write(IReadOnlyList<FileRecord> records, Func<TextWriter, IRecordWriter> open)
    {
        var text = new StringWriter();
        var writer = open(text);
        foreach (var record in records)
        {
            writer.Write(record.Key, record.Details);
        }

        writer.Finish();
        return text.ToString();
    }

    /// <summary>Lists of records that pass every rule, in the order in which an export gives them.</summary>
    private static void ForAllLists(Action<IReadOnlyList<FileRecord>> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(200), Prop.ForAll((int[] choices) =>
        {
            var next = 0;
            var records = new FileRecords(new FileProblems("generated"));
            int Next(int below) => next < choices.Length ? (int)((uint)choices[next++] % below) : 0;
            string Text() => _texts[Next(_texts.Length)] + (Next(3) == 0 ? _texts[Next(_texts.Length)] : "");
            Details Details(string value) => new(
                value.Length > 0 ? Window.Always : new Window(_instants[Next(3)], _instants[3 + Next(3)]), Next(2) == 0 ? Text() : "", value);
            while (next < choices.Length)
            {
                RecordKey key = Next(4) switch
                {
                    0 => new MembershipKey(new EntityRef("user:" + Text()), new EntityRef("group:" + Text())),
                    1 => new AttributeKey(new EntityRef("user:" + Text()), Text()),
                    2 => new EntryKey((Effect)(1 + Next(2)), Next(4) == 0 ? "*" : "user:" + Text(), Next(3) == 0 ? "*" : Text(), "doc:" + Text() + (Next(2) == 0 ? "*" : "")),
                    _ => new EntryKey(Effect.Allow, "user:x", "read", "doc:x", $"subject.id == {System.Text.Json.JsonSerializer.Serialize(Text())}"),
                };
                var value = System.Text.Json.JsonSerializer.Serialize(new object?[] { Text(), Next(5) - 2, 0.5, null, new Dictionary<string, object> { [Text() + new string('k', Next(2) * 2000)] = true } });
                var details = Details(key is AttributeKey && CanonicalJson.TryCanonicalise(value, out var canonical, out _) ? canonical : "");
                if (!records.Contains(key))
                {
                    records.Add(key, details, default, field => (field, default)); // what breaks a rule is left out
                }
            }

            law([.. records.All.OrderBy(record => record.Key switch { MembershipKey => 0, AttributeKey => 1, _ => 2 })]);
        }));
}
