using System.Numerics;
using System.Security.Cryptography;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Core.Tests.Lists;

public sealed class StateSumTests
{
    [Fact]
    public void The_sum_is_that_of_the_records_numbers_whatever_their_order() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll((byte[] bytes) =>
        {
            var records = Records(new Tape(bytes));
            var expected = records.Aggregate(BigInteger.Zero, (total, record) => total + Number(record)) % BigInteger.Pow(2, 2048);

            Assert.Equal(expected, Value(Sum(records)));
            Assert.Equal(expected, Value(Sum(records.AsEnumerable().Reverse())));
        }));

    [Fact]
    public void What_is_added_and_subtracted_leaves_no_trace() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll((byte[] bytes, byte[] others) =>
        {
            var (stay, go) = (Records(new Tape(bytes)), Records(new Tape(others)));
            var sum = Sum(go.Concat(stay));

            go.ForEach(record => sum.Subtract(ListName.Default, record));

            Assert.Equal(Sum(stay).Digest(), sum.Digest());
        }));

    [Fact]
    public void A_sum_may_pass_below_zero_and_comes_back()
    {
        var record = Records(new Tape([1, 2, 3, 4, 5, 6])).First(record => record.HasPut);
        var sum = new StateSum();

        sum.Subtract(ListName.Default, record);
        Assert.NotEqual(new StateSum().Digest(), sum.Digest());
        sum.Add(ListName.Default, record);

        Assert.All(sum.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_record_without_a_put_counts_for_nothing()
    {
        var gone = new ListRecord(
            new EntryKey(Effect.Deny, "*", "*", "*"),
            [new Head(new Dot(new Site("a").Writer, 1), default, 0, default, ChangeOperation.Remove, Details.None, "admin:test")]);
        var sum = new StateSum();

        sum.Add(ListName.Default, gone);
        Assert.Equal(new StateSum().Digest(), sum.Digest());
        sum.Subtract(ListName.Default, gone);
        Assert.Equal(new StateSum().Digest(), sum.Digest());
    }

    [Fact]
    public void A_sum_goes_on_from_its_bytes()
    {
        var records = Records(new Tape([.. Enumerable.Range(0, 200).Select(n => (byte)n)]));
        var whole = Sum(records);

        var resumed = new StateSum(Sum(records.Take(3)).ToArray());
        records.Skip(3).ToList().ForEach(record => resumed.Add(ListName.Default, record));

        Assert.Equal(whole.ToArray(), resumed.ToArray());
    }

    [Fact]
    public void Bytes_of_another_length_are_refused() => Assert.Throws<ArgumentException>(() => new StateSum(new byte[255]));

    private static StateSum Sum(IEnumerable<ListRecord> records)
    {
        var sum = new StateSum();
        foreach (var record in records)
        {
            sum.Add(ListName.Default, record);
        }

        return sum;
    }

    private static BigInteger Value(StateSum sum) => new(sum.ToArray(), isUnsigned: true);

    /// <summary>docs/canonical-record.md, by another way.</summary>
    private static BigInteger Number(ListRecord record) => !record.HasPut ? 0 : new BigInteger(
        Enumerable.Range(0, 4).SelectMany(i => SHA512.HashData([.. "authmesh/record/1\0"u8, (byte)i, .. CanonicalRecord.Encode(ListName.Default, record)])).ToArray(),
        isUnsigned: true);

    private static List<ListRecord> Records(Tape tape)
    {
        var site = new Site("site");
        while (!tape.AtEnd)
        {
            site.Write(Worlds.Change(tape));
        }

        return [.. site.Records];
    }
}
