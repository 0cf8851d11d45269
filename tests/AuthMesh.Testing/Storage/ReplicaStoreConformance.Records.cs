using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using Xunit;
using static AuthMesh.Testing.Storage.StoreSamples;

namespace AuthMesh.Testing.Storage;

public abstract partial class ReplicaStoreConformance
{
    /// <summary>Keys of every kind, among them pairs that a careless form of storage would take for one.</summary>
    private static readonly RecordKey[] Keys =
    [
        new EntryKey(Effect.Allow, "user:alice", "read", "doc:/a"),
        new EntryKey(Effect.Deny, "user:alice", "read", "doc:/a"),
        new EntryKey(Effect.Allow, "user:alice", "read", "doc:/a", "context.ip == \"10.0.0.1\""),
        new EntryKey(Effect.Allow, "user:alice", "read", "doc:/a", "", "2a0474657374"),
        new EntryKey((Effect)7, "user:alice", "read", "doc:/a"),
        new EntryKey(Effect.Allow, "user:alice", "readdoc", ":/a"),
        new EntryKey(Effect.Allow, "*", "*", "*"),
        new EntryKey(Effect.Allow, "user:\0", "", "\0\0"),
        new EntryKey(Effect.Allow, "user:", "\0", "\0"),
        new EntryKey(Effect.Allow, "user:Åsa Öst 漢字 🦊", "läsa", "doc:/" + new string('x', 507)),
        new MembershipKey(new EntityRef("user:alice"), new EntityRef("group:ops")),
        new MembershipKey(new EntityRef("user:alice"), new EntityRef("group:ops"), "0a"),
        new MembershipKey(new EntityRef("group:ops"), new EntityRef("user:alice")),
        new AttributeKey(new EntityRef("user:alice"), "role"),
        new AttributeKey(new EntityRef("user:alice"), "role", "ff"),
        new AttributeKey(new EntityRef("user:alice"), "Role"),
        new NodeAdmissionKey(Node(1)),
        new NodeDescriptionKey(Node(1)),
        new ListDeclarationKey(Warehouse),
        new ListSettingKey(Warehouse, "storedOnly"),
        new ListSettingKey(Warehouse, "storedOnly", "7a01"),
    ];

    [Fact]
    public void Records_of_every_kind_come_back_as_they_were()
    {
        var records = Keys.Select((key, i) => Record(key, Put(1, i + 1, new Details(Window.Always, "", $"{i}")))).ToList();
        Commit([.. records.Select(record => (Action)(() => Store.WriteRecord(Default, record)))]);
        Reopen();

        Assert.Equal(records.Select(Shown.Of).Order(), Store.ReadRecords(Default).Select(Shown.Of).Order());
        Assert.All(records, record => Assert.Equal(Shown.Of(record), Shown.Of(Store.ReadRecord(Default, record.Key)!)));
        var page = Queries.Records(Default, new RecordFilter(null), 100, null);
        Assert.Equal(records.Select(Shown.Of).Order(), page.Records.Select(Shown.Of).Order());
    }

    [Fact]
    public void Heads_come_back_in_order_with_all_they_say()
    {
        var record = Record(
            Entry("user:alice"),
            Put(1, 3, new Details(new Window(-5, 9_999_999_999_999), "Besuch aus Zürich\nbis Mai 🦊", "{\"a\":1}"), index: 2),
            Put(1, 3, new Details(new Window(0, long.MaxValue)), index: 300),
            Put(2, long.MaxValue - 1, new Details(new Window(long.MinValue, 0), new string('n', 5_000)), denyOnly: true) with { Actor = "" },
            Remove(3, 1) with { Time = new Core.Journal.HybridTimestamp(ulong.MaxValue), Actor = "token:" + new string('ü', 200) });
        Commit(() => Store.WriteRecord(Default, record));
        Reopen();

        Assert.Equal(Shown.Of(record), Shown.Of(Store.ReadRecord(Default, record.Key)!));
        Assert.Equal(Shown.Of(record), Shown.Of(Assert.Single(Store.ReadRecords(Default))));
    }

    [Fact]
    public void A_record_is_replaced_as_a_whole()
    {
        Commit(() => Store.WriteRecord(Default, Record(Entry("user:alice"), Put(1, 1), Put(2, 1))));

        Commit(() => Store.WriteRecord(Default, Record(Entry("user:alice"), Remove(3, 1))));

        Assert.Equal(Shown.Of(Record(Entry("user:alice"), Remove(3, 1))), Shown.Of(Assert.Single(Store.ReadRecords(Default))));
    }

    [Fact]
    public void A_record_without_heads_is_removed()
    {
        Commit(() => Store.WriteRecord(Default, Record(Entry("user:alice"), Put(1, 1))));

        Commit(() => Store.WriteRecord(Default, Record(Entry("user:alice"))));

        Assert.Null(Store.ReadRecord(Default, Entry("user:alice")));
        Assert.Empty(Store.ReadRecords(Default));
    }

    [Fact]
    public void Records_of_different_lists_do_not_meet()
    {
        Commit(
            () => Store.WriteRecord(Default, Record(Entry("user:alice"), Put(1, 1))),
            () => Store.WriteRecord(Warehouse, Record(Entry("user:alice"), Put(2, 1))));

        Assert.Equal(Dot(1, 1), Store.ReadRecord(Default, Entry("user:alice"))!.Heads[0].Dot);
        Assert.Equal(Dot(2, 1), Store.ReadRecord(Warehouse, Entry("user:alice"))!.Heads[0].Dot);
        Assert.Single(Store.ReadRecords(Warehouse));
        Assert.Empty(Store.ReadRecords(ListName.Mesh));
    }

    [Fact]
    public void A_list_row_is_replaced_as_a_whole()
    {
        var changed = List(Default, ready: false, entries: 9_000_000_000) with { Frontier = [], StateSum = new byte[256] };
        Commit(() => Store.WriteList(List(Default)), () => Store.WriteList(List(Warehouse)), () => Store.WriteList(changed));
        Reopen();

        Assert.Equal(
            new[] { Shown.Of(changed), Shown.Of(List(Warehouse)) }.Order(),
            Store.ReadLists().Select(Shown.Of).Order());
    }

    [Fact]
    public void Settings_are_written_replaced_and_removed()
    {
        Commit(() => Store.WriteSetting("a", "1"), () => Store.WriteSetting("b", ""), () => Store.WriteSetting("a", "Ü\n2"));
        Assert.Equal("Ü\n2", Store.ReadSetting("a"));
        Assert.Equal("", Store.ReadSetting("b"));

        Commit(() => Store.WriteSetting("a", null), () => Store.WriteSetting("never", null));

        Assert.Null(Store.ReadSetting("a"));
        Assert.Null(Store.ReadSetting("never"));
    }

    [Fact]
    public void Invitations_are_written_replaced_and_spent()
    {
        Commit(() => Store.WriteInvitation(Invitation("a")), () => Store.WriteInvitation(Invitation("b")));
        Commit(() => Store.WriteInvitation(Invitation("a", usesLeft: 1)), () => Store.WriteInvitation(Invitation("b", usesLeft: 0)));

        Assert.Equal(1, Store.ReadInvitation("a")!.UsesLeft);
        Assert.Null(Store.ReadInvitation("b"));
    }

    [Fact]
    public void Invitations_that_expired_are_removed()
    {
        Commit(() => Store.WriteInvitation(Invitation("old", expiresAt: 99)), () => Store.WriteInvitation(Invitation("good", expiresAt: 100)));

        Commit(() => Store.RemoveInvitationsExpiredBefore(100));

        Assert.Null(Store.ReadInvitation("old"));
        Assert.NotNull(Store.ReadInvitation("good"));
    }

    [Fact]
    public void Waiting_newcomers_are_written_replaced_and_removed()
    {
        Commit(() => Store.WritePendingNode(Pending(1)), () => Store.WritePendingNode(Pending(2)), () => Store.WritePendingNode(Pending(2, "renamed")));
        Commit(() => Store.RemovePendingNode(Node(1)), () => Store.RemovePendingNode(Node(7)));

        Assert.Equal(Shown.Of(Pending(2, "renamed")), Shown.Of(Assert.Single(Store.ReadPendingNodes())));
    }
}
