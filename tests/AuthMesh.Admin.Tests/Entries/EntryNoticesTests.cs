using System.Collections.Immutable;
using AuthMesh.Admin.Controls;
using AuthMesh.Admin.Entries;
using AuthMesh.Admin.Shell;
using AuthMesh.Admin.Tests.Fakes;
using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;

namespace AuthMesh.Admin.Tests.Entries;

public class EntryNoticesTests : ConsoleContext
{
    private readonly EntryKey alice = new(Effect.Allow, "user:alice", "read", "doc:/a");

    private Notice Shown => Assert.Single(Get<Notices>().Shown);

    [Fact]
    public async Task An_added_entry_is_undone_by_removing_it()
    {
        await WriteAsync(Change.Put(alice));

        await Shown.Action!.RunAsync();

        Assert.Null(Lists[alice]);
    }

    [Fact]
    public async Task A_removed_entry_is_undone_with_its_window_and_note()
    {
        var details = new Details(new Window(0, FakeTime.Start.AddDays(1).ToUnixTimeMilliseconds()), "why");
        Lists.Allow("user:alice", "read", "doc:/a", details: details);
        await WriteAsync(Change.Remove(alice));

        await Shown.Action!.RunAsync();

        Assert.Equal(details, Lists[alice]!.Heads[0].Details);
    }

    [Fact]
    public async Task Undo_does_not_overwrite_what_somebody_changed_since()
    {
        await WriteAsync(Change.Put(alice));
        var undo = Shown.Action!;
        Lists.Allow("user:alice", "read", "doc:/a", "lyon", "admin:bob", new Details(Window.Always, "theirs"));

        await undo.RunAsync();

        Assert.Equal("theirs", Lists[alice]!.Heads[0].Details.Note);
        Assert.StartsWith("Not undone:", Get<Notices>().Shown[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_signed_out_undoes_nothing()
    {
        await WriteAsync(Change.Put(alice));
        SignOut();

        await Shown.Action!.RunAsync();

        Assert.NotNull(Lists[alice]);
        Assert.Equal(StateTone.Bad, Get<Notices>().Shown[^1].Tone);
    }

    [Fact]
    public async Task A_settled_conflict_offers_no_undo()
    {
        Lists.Contest(alice);

        await WriteAsync(Change.Put(alice), resolve: true);

        Assert.Null(Shown.Action);
        Assert.StartsWith("Settled:", Shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_followed_until_all_nodes_have_it()
    {
        Lists.Receipts = new Receipts([Ids.Node("paris"), Ids.Node("lyon")], [Ids.Node("berlin")]);
        await WriteAsync(Change.Put(alice));
        Assert.Equal("applied on 2 of 3 nodes", Shown.Progress);

        Lists.Receipts = new Receipts([Ids.Node("paris"), Ids.Node("lyon"), Ids.Node("berlin")], []);
        Time.Move(TimeSpan.FromSeconds(1));
        Assert.Equal("applied on all 3 nodes", Shown.Progress);

        Time.Move(ReceiptWatch.Linger);
        Assert.Empty(Get<Notices>().Shown);
    }

    [Fact]
    public async Task After_half_a_minute_the_nodes_that_lack_it_are_named()
    {
        Mesh.Peers(FakeMesh.Node("berlin", LinkState.Down));
        Lists.Receipts = new Receipts([Ids.Node("paris")], [Ids.Node("berlin")]);
        await WriteAsync(Change.Put(alice));

        Time.Move(ReceiptWatch.Patience + TimeSpan.FromSeconds(5));

        Assert.Equal("applied on 1 of 2 nodes; not yet on berlin", Shown.Progress);
    }

    [Fact]
    public void Old_notices_give_way_to_new_ones()
    {
        var notices = Get<Notices>();
        for (var number = 1; number <= 5; number++)
        {
            notices.Show(new Notice(StateTone.Good, $"{number}"));
        }

        Assert.Equal(["3", "4", "5"], notices.Shown.Select(notice => notice.Text));
    }

    private async Task WriteAsync(Change change, bool resolve = false) =>
        Get<EntryNotices>().Tell(await Get<EntryAdministration>().WriteAsync(ListName.Default, change, resolve: resolve));
}
