using System.Collections.Immutable;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Core.Tests.Lists;

public sealed class HeadMergeTests
{
    private static readonly RecordKey _key = new EntryKey(Effect.Allow, "user:a", "read", "doc:/a");
    private static readonly Site _one = new("one"), _two = new("two");

    [Fact]
    public void Any_causal_order_leads_to_the_same_heads_hash_and_decisions() =>
        Check.One(Laws, Prop.ForAll((byte[] tape, byte[] order) =>
        {
            var batches = History.From(new Tape(tape));
            var (first, second) = (new Site("first"), new Site("second"));
            foreach (var batch in batches)
            {
                first.Receive(batch);
            }

            foreach (var batch in History.Reordered(batches, new Tape(order)))
            {
                second.Receive(batch);
            }

            Assert.Equal(Shown(first.Records), Shown(second.Records));
            Assert.Equal(first.StateHash, second.StateHash);
            foreach (var (subject, action, resource) in Worlds.Questions)
            {
                Assert.Equal(first.Allows(subject, action, resource, 15), second.Allows(subject, action, resource, 15));
            }
        }));

    [Fact]
    public void Heads_are_the_changes_that_no_other_change_has_seen_and_replaced() =>
        Check.One(Laws, Prop.ForAll((byte[] tape) =>
        {
            var batches = History.From(new Tape(tape));
            var site = new Site("site");
            foreach (var batch in batches)
            {
                site.Receive(batch);
            }

            var all = batches.SelectMany(batch => batch.Heads.Select(pair => (pair.Key, pair.Head, batch.Past))).ToList();
            var expected = all
                .Where(older => !all.Exists(newer => newer.Key == older.Key && !newer.Head.DenyOnly &&
                    (newer.Past.Covers(older.Head.Dot) || (newer.Head.Dot == older.Head.Dot && newer.Head.Index > older.Head.Index))))
                .GroupBy(change => change.Key, change => change.Head)
                .Select(heads => new ListRecord(heads.Key, [.. heads.OrderBy(head => head.Dot).ThenBy(head => head.Index)]));
            Assert.Equal(Shown(expected), Shown(site.Records));
        }));

    [Fact]
    public void A_head_that_is_here_already_changes_nothing()
    {
        var heads = Merge([], Put(_one, 1));
        heads = Merge(heads, Put(_two, 1));

        Assert.Equal(heads, Merge(heads, Put(_one, 1)));
        Assert.Equal(heads, Merge(heads, Put(_two, 1)));
    }

    [Fact]
    public void A_change_replaces_what_its_author_had_seen_and_stands_beside_the_rest()
    {
        var heads = Merge(Merge([], Put(_one, 1)), Put(_two, 1));

        heads = Merge(heads, Put(_two, 2), new Dot(_two.Writer, 1));

        Assert.Equal([new Dot(_one.Writer, 1), new Dot(_two.Writer, 2)], heads.Select(head => head.Dot).Order().ToArray().OrderBy(dot => dot.Seq));
    }

    [Fact]
    public void Of_two_changes_in_one_batch_the_later_stands_in_whatever_order_they_come()
    {
        var (earlier, later) = (Put(_one, 1), Put(_one, 1) with { Index = 1, Operation = ChangeOperation.Remove });

        Assert.Equal([later], Merge(Merge([], earlier), later));
        Assert.Equal([later], Merge(Merge([], later), earlier));
    }

    [Fact]
    public void Beyond_a_cut_a_change_replaces_nothing_and_is_replaced_by_one_that_has_seen_it()
    {
        var put = Put(_one, 1);
        var beyond = Put(_two, 1) with { DenyOnly = true, Operation = ChangeOperation.Remove };

        var both = Merge([put], beyond, put.Dot);
        Assert.Equal(2, both.Length);

        var settled = Put(_one, 2);
        Assert.Equal([settled], Merge(both, settled, put.Dot, beyond.Dot));
    }

    [Fact]
    public void Two_batches_of_a_forked_writer_stand_beside_each_other()
    {
        var (first, second) = (Put(_one, 1), Put(_one, 1) with { Batch = Put(_two, 1).Batch });

        Assert.Equal(2, Merge([first], second).Length);
        Assert.Equal(Merge([first], second), Merge([second], first));
    }

    private static Config Laws => Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(240);

    private static ImmutableArray<Head> Merge(ImmutableArray<Head> heads, Head incoming, params Dot[] past) =>
        HeadMerge.Apply(heads, incoming, VersionVector.Of(past));

    private static Head Put(Site site, long seq)
    {
        var dot = new Dot(site.Writer, seq);
        return new Head(dot, site.Writer.Node.Value, 0, default, ChangeOperation.Put, Details.None, "admin:test");
    }

    /// <summary>Records with their heads in the order in which they stand, as text; records in the order of their keys.</summary>
    private static IEnumerable<string> Shown(IEnumerable<ListRecord> records) =>
        records.Select(record => $"{record.Key}: {string.Join(" | ", record.Heads)}").Order(StringComparer.Ordinal);
}
