using AuthMesh.Admin.Entries;
using AuthMesh.Admin.Tests.Fakes;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Admin.Tests.Entries;

public class EntryRowTests
{
    [Theory]
    [InlineData(0, 100, 50, nameof(EntryState.InForce))]
    [InlineData(60, 100, 50, nameof(EntryState.Scheduled))]
    [InlineData(0, 50, 50, nameof(EntryState.Expired))]
    public void The_window_says_what_an_entry_does_now(long notBefore, long expiresAt, long now, string state) =>
        Assert.Equal(state, Row(Effect.Allow, Put("paris", notBefore, expiresAt)).StateAt(now).ToString());

    [Fact]
    public void A_put_and_a_removal_that_have_not_seen_each_other_are_contested() =>
        Assert.Equal(EntryState.Contested, Row(Effect.Allow, Put("lyon", 0, 100), Head("paris", Change.Remove(Key(Effect.Allow)))).StateAt(50));

    [Fact]
    public void Windows_of_two_sites_are_intersected_for_allowing_and_joined_for_denying()
    {
        Assert.Equal(new Window(10, 20), Row(Effect.Allow, Put("lyon", 0, 20), Put("paris", 10, 30)).Window);
        Assert.Equal(new Window(0, 30), Row(Effect.Deny, Put("lyon", 0, 20), Put("paris", 10, 30)).Window);
    }

    [Fact]
    public void Windows_without_a_common_instant_never_allow() =>
        Assert.Equal(EntryState.Expired, Row(Effect.Allow, Put("lyon", 0, 10), Put("paris", 20, 30)).StateAt(5));

    [Theory]
    [InlineData("context.mfa", nameof(EntryState.InForce))]
    [InlineData("a language of the future", nameof(EntryState.NotUnderstood))]
    public void A_condition_that_this_version_cannot_read_is_not_understood(string condition, string state) =>
        Assert.Equal(state, EntryRow.Of(new ListRecord(Key(Effect.Allow) with { Condition = condition }, [Put("paris", 0, 100)])).StateAt(50).ToString());

    private static EntryKey Key(Effect effect) => new(effect, "user:alice", "read", "doc:/a");

    private static EntryRow Row(Effect effect, params Head[] heads) => EntryRow.Of(new ListRecord(Key(effect), [.. heads]));

    private static Head Put(string node, long notBefore, long expiresAt) =>
        Head(node, Change.Put(Key(Effect.Allow), new Details(new Window(notBefore, expiresAt))));

    private static Head Head(string node, Change change) =>
        new(new Dot(Ids.Writer(node), 1), Ids.Hash(node), 0, default, change.Operation, change.Details, "admin:x");
}
