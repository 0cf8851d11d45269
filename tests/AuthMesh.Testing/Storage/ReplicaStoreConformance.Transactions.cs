using AuthMesh.Core.Persistence;
using Xunit;
using static AuthMesh.Testing.Storage.StoreSamples;

namespace AuthMesh.Testing.Storage;

public abstract partial class ReplicaStoreConformance
{
    [Fact]
    public void What_is_written_is_read_before_it_is_committed()
    {
        WriteOneOfEach();

        AssertOneOfEach();
    }

    [Fact]
    public void What_is_committed_outlives_the_process()
    {
        WriteOneOfEach();
        Store.Commit();

        Reopen();

        AssertOneOfEach();
    }

    [Fact]
    public void What_is_not_committed_does_not_outlive_the_process()
    {
        WriteOneOfEach();

        Reopen();

        AssertNothing();
    }

    [Fact]
    public void A_rollback_forgets_everything_since_the_last_commit()
    {
        Commit(() => Store.WriteSetting("kept", "yes"));
        WriteOneOfEach();

        Store.Rollback();

        AssertNothing();
        Assert.Equal("yes", Store.ReadSetting("kept"));
    }

    [Fact]
    public void A_rollback_restores_what_was_replaced_and_removed()
    {
        WriteOneOfEach();
        Store.Commit();
        Store.WriteSetting("mesh", "other");
        Store.WriteRecord(Default, Record(Entry("user:alice"), Remove(2, 2)));
        Store.WriteList(List(Default, ready: false));
        Store.WriteInvitation(Invitation("i", usesLeft: 0));
        Store.RemovePendingNode(Node(9));
        Store.Clear();

        Store.Rollback();

        AssertOneOfEach();
    }

    [Fact]
    public void After_a_rollback_the_store_goes_on_as_if_nothing_had_been()
    {
        WriteOneOfEach();
        Store.Rollback();

        WriteOneOfEach();
        Store.Commit();
        Reopen();

        AssertOneOfEach();
    }

    [Fact]
    public void Writers_first_seen_in_a_transaction_that_was_rolled_back_do_not_stand_for_others()
    {
        Store.Append(Batch(1, 1));
        Store.Rollback();
        Commit(() => Store.Append(Batch(2, 1)), () => Store.Append(Batch(1, 1)));

        Reopen();

        Assert.Equal([Dot(2, 1), Dot(1, 1)], Store.ReadJournal(Default, 0, 10, 10_000).Select(batch => batch.Dot));
        Assert.Equal([Dot(2, 1), Dot(1, 1)], Queries.Journal(Default, Core.Journal.VersionVector.Empty, 0, 10).Select(batch => batch.Dot));
    }

    [Fact]
    public void A_commit_or_rollback_without_writes_does_nothing()
    {
        Store.Commit();
        Store.Rollback();
        Store.Commit();

        AssertNothing();
    }

    [Fact]
    public void After_a_failure_nothing_of_the_transaction_is_left_and_the_store_works()
    {
        Commit(() => Store.Append(Batch(1, 1)));
        Store.WriteSetting("lost", "yes");
        Store.WriteRecord(Default, Record(Entry("user:lost"), Put(1, 1)));

        Assert.Throws<StoreException>(() => Store.Append(Batch(1, 1)));

        Store.Commit();
        Assert.Null(Store.ReadSetting("lost"));
        Assert.Null(Store.ReadRecord(Default, Entry("user:lost")));
        Commit(() => Store.Append(Batch(1, 2)));
        Assert.Equal(Dot(1, 2), Assert.Single(Store.ReadTips(Default)).Dot);
    }

    [Fact]
    public void Clearing_removes_all_but_the_settings()
    {
        WriteOneOfEach();
        Store.Commit();

        Store.Clear();
        Store.Commit();
        Reopen();

        Assert.Equal("m", Store.ReadSetting("mesh"));
        Store.WriteSetting("mesh", null);
        AssertNothing();
    }

    [Fact]
    public void After_clearing_positions_begin_anew()
    {
        Commit(() => Store.Append(Batch(1, 1)), () => Store.Append(Batch(1, 2)));

        Commit(Store.Clear, () => Store.Append(Batch(2, 1)));

        Assert.Equal(1, Assert.Single(Store.ReadJournal(Default, 0, 10, 10_000)).Position);
    }

    private void WriteOneOfEach()
    {
        Store.WriteSetting("mesh", "m");
        Store.WriteList(List(Default));
        Store.Append(Batch(1, 1));
        Store.WriteRecord(Default, Record(Entry("user:alice"), Put(1, 1)));
        Store.WriteInvitation(Invitation("i"));
        Store.WritePendingNode(Pending(9));
    }

    private void AssertOneOfEach()
    {
        Assert.Equal("m", Store.ReadSetting("mesh"));
        Assert.Equal(Shown.Of(List(Default)), Shown.Of(Assert.Single(Store.ReadLists())));
        Assert.Equal(Shown.Of(Batch(1, 1) with { Position = 1 }), Shown.Of(Assert.Single(Store.ReadJournal(Default, 0, 10, 10_000))));
        Assert.Equal(Dot(1, 1), Assert.Single(Store.ReadTips(Default)).Dot);
        Assert.Equal(Shown.Of(Record(Entry("user:alice"), Put(1, 1))), Shown.Of(Assert.Single(Store.ReadRecords(Default))));
        Assert.Equal(Shown.Of(Invitation("i")), Shown.Of(Store.ReadInvitation("i")));
        Assert.Equal(Shown.Of(Pending(9)), Shown.Of(Assert.Single(Store.ReadPendingNodes())));
    }

    private void AssertNothing()
    {
        Assert.Null(Store.ReadSetting("mesh"));
        Assert.Empty(Store.ReadLists());
        Assert.Empty(Store.ReadTips(Default));
        Assert.Empty(Store.ReadJournal(Default, 0, 10, 10_000));
        Assert.Null(Store.FindBatch(Default, Dot(1, 1)));
        Assert.Null(Store.FindBatch(Default, Batch(1, 1).Id));
        Assert.Null(Store.ReadRecord(Default, Entry("user:alice")));
        Assert.Empty(Store.ReadRecords(Default));
        Assert.Null(Store.ReadInvitation("i"));
        Assert.Empty(Store.ReadPendingNodes());
    }
}
