using System.Collections.Immutable;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using Xunit;
using static AuthMesh.Testing.Storage.StoreSamples;

namespace AuthMesh.Testing.Storage;

public abstract partial class ReplicaStoreConformance
{
    [Fact]
    public void Batches_stand_in_the_order_in_which_they_were_appended_counted_from_one_in_each_list()
    {
        Commit(
            () => Store.Append(Batch(2, 1)),
            () => Store.Append(Batch(1, 1, Warehouse)),
            () => Store.Append(Batch(1, 1)));
        Reopen();
        Commit(() => Store.Append(Batch(2, 2)));

        Assert.Equal([(1L, Dot(2, 1)), (2, Dot(1, 1)), (3, Dot(2, 2))], Positions(Store.ReadJournal(Default, 0, 10, 10_000)));
        Assert.Equal([(1L, Dot(1, 1))], Positions(Store.ReadJournal(Warehouse, 0, 10, 10_000)));
    }

    [Fact]
    public void A_batch_comes_back_as_it_was_with_its_past()
    {
        var past = new StoredPast(true, [Dot(1, 7), Dot(2, 9_000_000_000)], [Dot(3, 1)]);
        var batch = Batch(1, 8, Warehouse, bodySize: 300_000, past);
        Commit(() => Store.Append(batch));
        Reopen();

        var expected = Shown.Of(batch with { Position = 1 });
        Assert.Equal(expected, Shown.Of(Store.FindBatch(Warehouse, batch.Dot)!));
        Assert.Equal(expected, Shown.Of(Store.FindBatch(Warehouse, batch.Id)!));
        Assert.Equal(expected, Shown.Of(Assert.Single(Store.ReadJournal(Warehouse, 0, 10, 10))));
        Assert.Equal(expected, Shown.Of(Queries.FindBatch(Warehouse, batch.Dot)!));
        Assert.Equal(expected, Shown.Of(Queries.FindBatch(Warehouse, batch.Id)!));
        Assert.Equal(expected, Shown.Of(Assert.Single(Queries.Journal(Warehouse, VersionVector.Empty, 0, 10))));
    }

    [Fact]
    public void An_appended_batch_is_given_back_as_it_was_given()
    {
        var batch = Batch(1, 1, past: new StoredPast(true, [Dot(1, 7)], [Dot(3, 1)]));

        Assert.Equal(Shown.Of(batch), Shown.Of(Store.Append(batch)));
    }

    [Fact]
    public void A_batch_of_another_list_writer_or_seq_is_not_found()
    {
        Commit(() => Store.Append(Batch(1, 1)));

        Assert.Null(Store.FindBatch(Warehouse, Dot(1, 1)));
        Assert.Null(Store.FindBatch(Warehouse, Batch(1, 1).Id));
        Assert.Null(Store.FindBatch(Default, Dot(2, 1)));
        Assert.Null(Store.FindBatch(Default, Dot(1, 2)));
        Assert.Null(Store.FindBatch(Default, Hash("other")));
        Assert.Null(Queries.FindBatch(Warehouse, Dot(1, 1)));
        Assert.Null(Queries.FindBatch(Warehouse, Batch(1, 1).Id));
        Assert.Null(Queries.FindBatch(Default, Hash("other")));
        Assert.Null(Queries.FindBatch(Default, Dot(2, 1)));
        Assert.Null(Queries.FindBatch(Default, Dot(1, 2)));
    }

    [Fact]
    public void A_second_batch_with_the_same_dot_is_refused()
    {
        Commit(() => Store.Append(Batch(1, 1)));

        Assert.Throws<StoreException>(() => Store.Append(Batch(1, 1) with { Id = Hash("fork") }));
    }

    [Fact]
    public void A_second_batch_with_the_same_id_is_refused()
    {
        Commit(() => Store.Append(Batch(1, 1)));

        Assert.Throws<StoreException>(() => Store.Append(Batch(1, 2) with { Id = Batch(1, 1).Id }));
    }

    [Fact]
    public void A_duplicate_within_one_transaction_is_refused()
    {
        Store.Append(Batch(1, 1));

        Assert.Throws<StoreException>(() => Store.Append(Batch(1, 1)));

        Assert.Empty(Store.ReadJournal(Default, 0, 10, 10_000));
    }

    [Fact]
    public void Dots_and_ids_of_different_lists_do_not_meet()
    {
        Commit(() => Store.Append(Batch(1, 1)), () => Store.Append(Batch(1, 1, Warehouse) with { Id = Batch(1, 1).Id }));

        Assert.NotNull(Store.FindBatch(Default, Dot(1, 1)));
        Assert.NotNull(Store.FindBatch(Warehouse, Dot(1, 1)));
    }

    [Fact]
    public void Each_writer_has_its_last_batch_as_tip()
    {
        Commit(
            () => Store.Append(Batch(1, 1)),
            () => Store.Append(Batch(1, 2)),
            () => Store.Append(Batch(2, 1)),
            () => Store.Append(Batch(3, 1, Warehouse)));

        Assert.Equal(
            new[] { new Tip(Writer(1), 2, Batch(1, 2).Id), new Tip(Writer(2), 1, Batch(2, 1).Id) }.ToHashSet(),
            Store.ReadTips(Default).ToHashSet());
        Assert.Empty(Store.ReadTips(ListName.Mesh));
    }

    [Fact]
    public void The_journal_is_read_in_pages_of_so_many_batches()
    {
        AppendMany(10);

        Assert.Equal([1L, 2, 3], Store.ReadJournal(Default, 0, 3, int.MaxValue).Select(batch => batch.Position));
        Assert.Equal([4L, 5, 6], Store.ReadJournal(Default, 3, 3, int.MaxValue).Select(batch => batch.Position));
        Assert.Equal([10L], Store.ReadJournal(Default, 9, 3, int.MaxValue).Select(batch => batch.Position));
        Assert.Empty(Store.ReadJournal(Default, 10, 3, int.MaxValue));
        Assert.Empty(Store.ReadJournal(Warehouse, 0, 3, int.MaxValue));
    }

    [Fact]
    public void The_journal_is_read_in_pages_of_so_many_bytes_but_at_least_one_batch()
    {
        AppendMany(10, bodySize: 100);

        Assert.Equal(2, Store.ReadJournal(Default, 0, 10, 299).Count);
        Assert.Equal(3, Store.ReadJournal(Default, 0, 10, 300).Count);
        Assert.Single(Store.ReadJournal(Default, 0, 10, 1));
    }

    [Fact]
    public void The_feed_gives_what_a_version_does_not_cover()
    {
        Commit([.. Enumerable.Range(1, 5).SelectMany(seq => new Action[] { () => Store.Append(Batch(1, seq)), () => Store.Append(Batch(2, seq)) })]);
        var seen = VersionVector.Of([Dot(1, 3), Dot(2, 1), Dot(7, 5)]);

        var first = Queries.Journal(Default, seen, 0, 4);
        var rest = Queries.Journal(Default, seen, first[^1].Position, 4);

        Assert.Equal([Dot(2, 2), Dot(2, 3), Dot(1, 4), Dot(2, 4)], first.Select(batch => batch.Dot));
        Assert.Equal([Dot(1, 5), Dot(2, 5)], rest.Select(batch => batch.Dot));
        Assert.Empty(Queries.Journal(Default, seen, rest[^1].Position, 4));
        Assert.Empty(Queries.Journal(Default, VersionVector.Of([Dot(1, 5), Dot(2, 5)]), 0, 4));
        Assert.Equal([Dot(2, 5)], Queries.Journal(Default, VersionVector.Empty, 9, 4).Select(batch => batch.Dot));
    }

    [Fact]
    public void Queries_see_only_what_is_committed()
    {
        Commit(() => Store.Append(Batch(1, 1)), () => Store.WriteRecord(Default, Record(Entry("user:alice"), Put(1, 1))));
        Store.Append(Batch(2, 1));
        Store.WriteRecord(Default, Record(Entry("user:alice"), Remove(2, 1)));
        Store.WriteRecord(Default, Record(Entry("user:bob"), Put(2, 1)));

        Assert.Equal([Dot(1, 1)], Queries.Journal(Default, VersionVector.Empty, 0, 10).Select(batch => batch.Dot));
        Assert.Null(Queries.FindBatch(Default, Dot(2, 1)));
        Assert.Null(Queries.FindBatch(Default, Batch(2, 1).Id));
        Assert.Equal([Entry("user:alice")], Queries.Records(Default, new RecordFilter(null), 10, null).Records.Select(record => record.Key));

        Store.Commit();

        Assert.Equal([Dot(2, 1)], Queries.Journal(Default, VersionVector.Of([Dot(1, 1)]), 0, 10).Select(batch => batch.Dot));
        Assert.NotNull(Queries.FindBatch(Default, Dot(2, 1)));
        Assert.Equal([Entry("user:bob")], Queries.Records(Default, new RecordFilter(null), 10, null).Records.Select(record => record.Key));
    }

    private void AppendMany(int count, int bodySize = 100) =>
        Commit([.. Enumerable.Range(1, count).Select(seq => (Action)(() => Store.Append(Batch(1, seq, bodySize: bodySize))))]);

    private static ImmutableArray<(long, Dot)> Positions(IEnumerable<JournalBatch> batches) => [.. batches.Select(batch => (batch.Position, batch.Dot))];
}
