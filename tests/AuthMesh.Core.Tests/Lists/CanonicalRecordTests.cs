using System.Text.RegularExpressions;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Testing;

namespace AuthMesh.Core.Tests.Lists;

public sealed class CanonicalRecordTests
{
    private static readonly Head _head = new(
        new Dot(new Writer(new NodeId(Bytes(0x11)), new Incarnation(0x22)), 3),
        Bytes(0x33),
        4,
        new HybridTimestamp(5),
        ChangeOperation.Put,
        new Details(new Window(1_700_000_000_000, long.MaxValue), "été"),
        "admin:anna");

    private static readonly ListRecord _record = new(new EntryKey(Effect.Allow, "user:alice", "read", "doc:/a/*"), [_head]);

    [Fact]
    public void The_published_example_is_what_the_code_makes()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/canonical-record.md"));

        Assert.Equal(Published("canonical"), Convert.ToHexStringLower(CanonicalRecord.Encode(ListName.Default, _record)));
        var sum = new StateSum();
        sum.Add(ListName.Default, _record);
        Assert.Equal(Published("sum"), Convert.ToHexStringLower(sum.ToArray()));
        Assert.Equal(Published("state-hash"), sum.Digest().ToString());

        string Published(string name) =>
            Regex.Replace(Regex.Match(page, $"```{name}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value, @"\s", "");
    }

    [Fact]
    public void Every_part_that_the_batches_say_changes_the_bytes()
    {
        var entry = (EntryKey)_record.Key;
        ListRecord[] others =
        [
            _record with { Key = entry with { Effect = Effect.Deny } },
            _record with { Key = entry with { Subject = "user:alic", Action = "eread" } },
            _record with { Key = entry with { Resource = "doc:/a/" } },
            _record with { Key = entry with { Condition = "true" } },
            _record with { Key = entry with { Unknown = "00" } },
            _record with { Heads = [_head with { Dot = new Dot(_head.Dot.Writer, 4) }] },
            _record with { Heads = [_head with { Dot = new Dot(_head.Dot.Writer with { Incarnation = new Incarnation(1) }, 3) }] },
            _record with { Heads = [_head with { Batch = Bytes(0x34) }] },
            _record with { Heads = [_head with { Index = 5 }] },
            _record with { Heads = [_head with { Operation = ChangeOperation.Remove }] },
            _record with { Heads = [_head with { DenyOnly = true }] },
            _record with { Heads = [_head with { Details = _head.Details with { Note = "" } }] },
            _record with { Heads = [_head with { Details = _head.Details with { Value = "1" } }] },
            _record with { Heads = [_head with { Details = _head.Details with { Window = Window.Always } }] },
            _record with { Heads = [_head, _head] },
        ];

        var all = others.Append(_record).Select(record => Convert.ToHexStringLower(CanonicalRecord.Encode(ListName.Default, record)))
            .Append(Convert.ToHexStringLower(CanonicalRecord.Encode(ListName.Parse("other"), _record)));
        Assert.Equal(others.Length + 2, all.Distinct().Count());
    }

    [Fact]
    public void What_only_this_node_knows_does_not_change_the_bytes() =>
        Assert.Equal(
            CanonicalRecord.Encode(ListName.Default, _record),
            CanonicalRecord.Encode(ListName.Default, _record with { Heads = [_head with { Time = new(6), Actor = "someone else" }] }));

    [Fact]
    public void Every_kind_of_key_has_a_form_of_its_own()
    {
        RecordKey[] keys =
        [
            new EntryKey(Effect.Allow, "a:b", "c", "d:e"),
            new MembershipKey(new EntityRef("a:b"), new EntityRef("d:e")),
            new AttributeKey(new EntityRef("a:b"), "d:e"),
            new NodeAdmissionKey(new NodeId(Bytes(1))),
            new NodeDescriptionKey(new NodeId(Bytes(1))),
            new ListDeclarationKey(ListName.Default),
            new ListSettingKey(ListName.Default, "storedOnly"),
            new ListSettingKey(ListName.Default, "storedOnly", "01"),
        ];

        var forms = keys.Select(key => Convert.ToHexStringLower(CanonicalRecord.Encode(ListName.Mesh, new ListRecord(key, [_head]))));

        Assert.Equal(keys.Length, forms.Distinct().Count());
    }

    private static Hash256 Bytes(byte value) => new(Enumerable.Repeat(value, Hash256.Size).ToArray());
}
