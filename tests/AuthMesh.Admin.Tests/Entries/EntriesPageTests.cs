using AuthMesh.Admin.Entries;
using AuthMesh.Admin.Shell;
using AuthMesh.Admin.Tests.Fakes;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace AuthMesh.Admin.Tests.Entries;

public class EntriesPageTests : ConsoleContext
{
    [Fact]
    public void An_entry_is_shown_with_what_it_means_and_who_changed_it()
    {
        Mesh.Peers(FakeMesh.Node("lyon", Core.Access.LinkState.InSync));
        Lists.Allow("user:alice", "read", "doc:/a/*", "lyon", "admin:bob", new Details(new Window(long.MinValue, Time.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds()), "for the audit"));

        var page = Render<EntriesPage>();

        Assert.Equal(["Allow | user:alice | read | doc:/a/* for the audit | until 2026-03-02 09:00 | just now by admin:bob at lyon | In force"], page.Rows());
    }

    [Fact]
    public void A_change_made_at_another_node_appears_by_itself()
    {
        Lists.Allow("user:alice", "read", "doc:/a");
        var page = Render<EntriesPage>();

        Lists.Allow("user:bob", "read", "doc:/b", "lyon", "admin:bob");
        LetRender();

        Assert.Equal(2, page.Rows().Count);
        Assert.Contains("user:bob", page.Find("tr.am-fresh").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_changes_at_once_cost_few_queries()
    {
        Lists.Allow("user:alice", "read", "doc:/a");
        var page = Render<EntriesPage>();
        var before = Lists.Reads;

        for (var change = 0; change < 100; change++)
        {
            Lists.Allow($"user:u{change:000}", "read", "doc:/a");
            Time.Move(TimeSpan.FromMilliseconds(10));
        }

        LetRender();
        Assert.InRange(Lists.Reads - before, 1, 6);
        Assert.Equal(100, page.Rows().Count);
    }

    [Fact]
    public async Task Rows_do_not_move_under_the_pointer()
    {
        Lists.Allow("user:alice", "read", "doc:/a");
        var page = Render<EntriesPage>();
        var grid = page.FindComponent<EntryGrid>();
        await grid.InvokeAsync(() => grid.Instance.HoldAsync(true));

        Lists.Allow("user:aaron", "read", "doc:/a", "lyon");
        Lists.Allow("user:bob", "read", "doc:/a", "lyon");
        LetRender();

        Assert.Single(page.Rows());
        page.Button("2 new changes · show").Click();
        Assert.Equal(3, page.Rows().Count);
    }

    [Fact]
    public async Task What_waited_is_shown_when_the_pointer_leaves()
    {
        Lists.Allow("user:alice", "read", "doc:/a");
        var page = Render<EntriesPage>();
        var grid = page.FindComponent<EntryGrid>();
        await grid.InvokeAsync(() => grid.Instance.HoldAsync(true));
        Lists.Allow("user:bob", "read", "doc:/a", "lyon");
        LetRender();

        await grid.InvokeAsync(() => grid.Instance.HoldAsync(false));

        page.WaitForAssertion(() => Assert.Equal(2, page.Rows().Count));
    }

    [Fact]
    public void Filters_come_from_the_address()
    {
        Lists.Allow("user:alice", "read", "doc:/a");
        Lists.Allow("user:bob", "read", "doc:/b");
        Get<NavigationManager>().NavigateTo("/entries?subject=user:bob&effect=allow");

        var page = Render<EntriesPage>();

        Assert.Contains("user:bob", Assert.Single(page.Rows()), StringComparison.Ordinal);
        Assert.NotNull(page.Button("Remove filter subject:user:bob"));
    }

    [Fact]
    public void A_search_goes_into_the_address()
    {
        Lists.Allow("user:alice", "read", "doc:/a");
        Get<NavigationManager>().NavigateTo("/entries");
        var page = Render<EntriesPage>();

        page.Field("Search entries").Input("effect:deny subject:user:alice report");
        page.Find("search form").Submit();

        Assert.EndsWith("/entries?q=report&subject=user%3Aalice&effect=deny", Get<NavigationManager>().Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("No entry matches", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_list_comes_in_pages()
    {
        for (var entry = 0; entry < 150; entry++)
        {
            Lists.Allow($"user:u{entry:000}", "read", "doc:/a");
        }

        var page = Render<EntriesPage>();
        Assert.Equal(100, page.Rows().Count);

        page.Button("Next").Click();

        page.WaitForAssertion(() => Assert.Equal(50, page.Rows().Count));
        page.Button("First page").Click();
        page.WaitForAssertion(() => Assert.Equal(100, page.Rows().Count));
    }

    [Fact]
    public void An_empty_list_says_what_that_means_and_what_to_do() =>
        Assert.NotNull(Render<EntriesPage>().Buttons("Add entry").ElementAt(1));

    [Fact]
    public void A_list_that_was_not_received_takes_no_entries()
    {
        Lists.Ready = false;

        var button = Render<EntriesPage>().Button("Add entry");

        Assert.True(button.HasAttribute("disabled"));
        Assert.Equal("This node has not received the list yet. Until it has, it answers no question about it.", button.GetAttribute("title"));
    }

    [Fact]
    public void A_failed_read_gives_a_request_id_and_can_be_tried_again()
    {
        Lists.Allow("user:alice", "read", "doc:/a");
        Lists.Failure = new StoreException("disk I/O error");
        var page = Render<EntriesPage>();
        Assert.Matches("[0-9a-f]{16}", page.Alert());
        Assert.DoesNotContain("disk", page.Markup, StringComparison.Ordinal);

        Lists.Failure = null;
        page.Button("Try again").Click();

        Assert.Single(page.Rows());
    }

    [Fact]
    public void Who_is_signed_out_sees_nothing()
    {
        Lists.Allow("user:alice", "read", "doc:/a");
        SignOut();

        var page = Render<EntriesPage>();

        Assert.Contains("Your role does not open this room", page.Alert(), StringComparison.Ordinal);
        Assert.Equal(0, Lists.Reads);
    }

    [Fact]
    public async Task A_page_that_is_left_follows_nothing_any_more()
    {
        Lists.Allow("user:alice", "read", "doc:/a");
        Render<EntriesPage>();
        var before = Lists.Reads;

        await DisposeComponentsAsync();
        Lists.Allow("user:bob", "read", "doc:/a");
        LetRender();

        Assert.Equal(before, Lists.Reads);
    }
}
