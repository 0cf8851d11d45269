using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Lists;

public sealed class RecordStandingTests
{
    private static readonly EntryKey _entry = new(Effect.Allow, "user:a", "read", "doc:/a");
    private static readonly AttributeKey _role = new(new EntityRef("user:a"), "role");

    private static readonly Window _early = new(10, 20), _late = new(15, 30), _after = new(40, 50);

    [Fact]
    public void One_put_is_in_force_in_its_window()
    {
        var standing = Of(_entry, Put(_early));

        Assert.Equal(Standing.InForce, standing.Standing);
        Assert.Equal(_early, standing.AllowWindow);
        Assert.Equal([_early], standing.DenyWindows);
    }

    [Fact]
    public void Removals_alone_leave_nothing()
    {
        var standing = Of(_entry, Removed(), Removed());

        Assert.Equal(Standing.Absent, standing.Standing);
        Assert.True(standing.AllowWindow.IsEmpty);
        Assert.Empty(standing.DenyWindows);
        Assert.Null(standing.Value);
        Assert.Equal("", standing.Note);
    }

    [Fact]
    public void A_put_beside_a_removal_is_contested_and_counts_for_denying_only()
    {
        var standing = Of(_entry, Put(_early), Removed());

        Assert.Equal(Standing.Contested, standing.Standing);
        Assert.True(standing.AllowWindow.IsEmpty);
        Assert.Equal([_early], standing.DenyWindows);
    }

    [Fact]
    public void Puts_that_differ_in_window_agree_on_what_they_have_in_common()
    {
        var standing = Of(_entry, Put(_early), Put(_late));

        Assert.Equal(Standing.InForce, standing.Standing);
        Assert.Equal(new Window(15, 20), standing.AllowWindow);
        Assert.Equal([new Window(10, 30)], standing.DenyWindows);
    }

    [Fact]
    public void Denying_uses_the_union_of_instants_and_not_the_gap_between()
    {
        var standing = Of(_entry, Put(_after), Put(_early), Put(new Window(20, 22)), Put(new Window(12, 13)), Put(new Window(9, 3)));

        Assert.Equal([new Window(10, 22), _after], standing.DenyWindows);
        Assert.Equal(Window.Never, standing.AllowWindow);
    }

    [Fact]
    public void A_head_beyond_a_cut_makes_the_record_contested()
    {
        Assert.Equal(Standing.Contested, Of(_entry, Put(_early) with { DenyOnly = true }).Standing);
        Assert.Equal(Standing.Contested, Of(_entry, Put(_early), Put(_early) with { DenyOnly = true }).Standing);
        Assert.True(Of(_entry, Put(_early), Put(_early) with { DenyOnly = true }).AllowWindow.IsEmpty);
        Assert.Equal(Standing.Absent, Of(_entry, Removed() with { DenyOnly = true }).Standing);
    }

    [Theory]
    [InlineData("7a01", Effect.Allow)]
    [InlineData("", (Effect)3)]
    public void What_is_not_understood_never_counts_for_allowing(string unknown, Effect effect)
    {
        var standing = Of(_entry with { Unknown = unknown, Effect = effect }, Put(_early));

        Assert.True(standing.AllowWindow.IsEmpty);
        Assert.Equal([_early], standing.DenyWindows);
    }

    [Fact]
    public void A_condition_is_for_the_decision_to_judge_not_for_the_standing() =>
        Assert.Equal(_early, Of(_entry with { Condition = "context.mfa" }, Put(_early)).AllowWindow);

    [Fact]
    public void A_membership_with_unknown_fields_never_counts_for_allowing() =>
        Assert.True(Of(new MembershipKey(new EntityRef("user:a"), new EntityRef("group:g"), "7a01"), Put(_early)).AllowWindow.IsEmpty);

    [Fact]
    public void An_attribute_has_the_value_on_which_its_heads_agree()
    {
        Assert.Equal("1", Of(_role, Set("1"), Set("1")).Value);
        Assert.Equal(Standing.InForce, Of(_role, Set("1"), Set("1")).Standing);

        Assert.Null(Of(_role, Set("1"), Set("2")).Value);
        Assert.Equal(Standing.Contested, Of(_role, Set("1"), Set("2")).Standing);
        Assert.Null(Of(_role, Set("1"), Removed()).Value);
        Assert.Null(Of(_role with { Unknown = "7a01" }, Set("1")).Value);
    }

    [Fact]
    public void A_roster_record_has_the_latest_value()
    {
        var key = new ListDeclarationKey(ListName.Default);

        var standing = Of(key, Set("1") with { Time = new(2) }, Set("2") with { Time = new(1) });

        Assert.Equal("1", standing.Value);
        Assert.Equal(Standing.InForce, standing.Standing);
    }

    [Fact]
    public void The_note_is_the_latest_puts_and_the_change_the_latest_of_all()
    {
        var older = Put(_early) with { Time = new(1), Details = new(_early, "older") };
        var newer = Put(_early) with { Time = new(2), Details = new(_early, "newer") };
        var removal = Removed() with { Time = new(3), Actor = "admin:eve" };

        Assert.Equal("newer", Of(_entry, newer, older).Note);
        Assert.Equal("newer", Of(_entry, older, newer, removal).Note);
        Assert.Equal("admin:eve", Of(_entry, removal, older, newer).Latest.Actor);
    }

    [Fact]
    public void Equal_times_are_decided_by_writer()
    {
        Site[] sites = [.. new[] { new Site("a"), new Site("b") }.OrderBy(site => site.Writer)];
        var heads = sites.Select((site, at) => Put(_early) with { Dot = new(site.Writer, 1), Details = new(_early, $"note {at}") }).ToList();

        Assert.Equal("note 1", Of(_entry, [.. heads]).Note);
        Assert.Equal("note 1", Of(_entry, [heads[1], heads[0]]).Note);
    }

    [Fact]
    public void A_record_without_heads_does_not_exist() => Assert.Throws<ArgumentException>(() => Of(_entry));

    private static RecordStanding Of(RecordKey key, params Head[] heads) => RecordStanding.Of(new ListRecord(key, [.. heads]));

    private static Head Put(Window window) => new(new Dot(new Site("a").Writer, 1), default, 0, default, ChangeOperation.Put, new Details(window), "admin:test");

    private static Head Set(string value) => Put(Window.Always) with { Details = new(Window.Always, Value: value) };

    private static Head Removed() => Put(Window.Always) with { Operation = ChangeOperation.Remove, Details = Details.None };
}
