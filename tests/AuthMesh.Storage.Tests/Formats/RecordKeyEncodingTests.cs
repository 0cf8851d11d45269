using AuthMesh.Core.Lists;
using AuthMesh.Storage.Formats;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Storage.Tests.Formats;

public sealed class RecordKeyEncodingTests
{
    /// <summary>Short texts over few characters, among them those that could mislead: so equal beginnings are frequent.</summary>
    private static readonly Arbitrary<string> Texts =
        Gen.Elements('\0', '\u0001', 'a', 'b', ':', '*', 'ÿ', 'Ā', '漢').ArrayOf().Resize(5).Select(chars => new string(chars)).ToArbitrary();

    private static readonly Arbitrary<EntryKey> Entries =
        Texts.Generator.Four().Zip(Texts.Generator.Zip(Gen.Elements(Effect.Allow, Effect.Deny)))
            .Select(t => new EntryKey(t.Item2.Item2, t.Item1.Item1, t.Item1.Item2, t.Item1.Item3, t.Item1.Item4, t.Item2.Item1)).ToArbitrary();

    [Fact]
    public void A_key_reads_back_as_it_was() =>
        Prop.ForAll(Entries, key => RecordKeyEncoding.Decode(Encode(key)).Equals(key)).QuickCheckThrowOnFailure();

    [Fact]
    public void Keys_sort_as_their_fields_do() =>
        Prop.ForAll(Entries, Entries, (one, other) =>
            Math.Sign(Encode(one).AsSpan().SequenceCompareTo(Encode(other))) == Math.Sign(Compare(one, other))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_range_of_a_prefix_holds_the_keys_with_these_texts_and_no_others() =>
        Prop.ForAll(Entries, Texts, (key, text) =>
        {
            var prefix = RecordKeyEncoding.Prefix(RecordKind.Entry, text);
            var bytes = Encode(key).AsSpan();
            var inside = bytes.SequenceCompareTo(prefix) >= 0 && bytes.SequenceCompareTo(RecordKeyEncoding.After(prefix)) < 0;
            return inside == (key.Subject == text);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_that_are_no_key_are_damage()
    {
        var key = Encode(new EntryKey(Effect.Allow, "user:alice", "read", "doc:/a"));
        for (var length = 0; length < key.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => RecordKeyEncoding.Decode(key.AsSpan(0, length)));
        }

        Assert.Throws<InvalidDataException>(() => RecordKeyEncoding.Decode([.. key, 0]));
        Assert.Throws<InvalidDataException>(() => RecordKeyEncoding.Decode([99, 0]));
        Assert.Throws<InvalidDataException>(() => RecordKeyEncoding.Decode([2, 0xC3, 0, 0, 0]));
    }

    private static byte[] Encode(RecordKey key) => RecordKeyEncoding.Encode(new ByteWriter(), key);

    private static int Compare(EntryKey one, EntryKey other)
    {
        int[] orders =
        [
            string.CompareOrdinal(one.Subject, other.Subject),
            string.CompareOrdinal(one.Action, other.Action),
            string.CompareOrdinal(one.Resource, other.Resource),
            one.Effect.CompareTo(other.Effect),
            string.CompareOrdinal(one.Condition, other.Condition),
            string.CompareOrdinal(one.Unknown, other.Unknown),
        ];
        return orders.FirstOrDefault(order => order != 0);
    }
}
