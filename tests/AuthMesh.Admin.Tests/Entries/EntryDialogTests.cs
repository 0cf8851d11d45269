using AuthMesh.Admin.Entries;
using AuthMesh.Admin.Shell;
using AuthMesh.Admin.Tests.Fakes;
using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using Bunit;

namespace AuthMesh.Admin.Tests.Entries;

public class EntryDialogTests : ConsoleContext
{
    private readonly EntryKey alice = new(Effect.Allow, "user:alice", "read", "doc:/a/*");

    [Fact]
    public void An_entry_is_added_in_the_name_of_who_is_signed_in()
    {
        var page = OpenDialog();
        Fill(page, "user:alice", "read", "doc:/a/*");

        page.Find("dialog form").Submit();

        var written = Assert.Single(Lists.Written);
        Assert.Equal("admin:anna", written.Transaction.Actor);
        Assert.Equal(Change.Put(alice), Assert.Single(written.Transaction.Changes));
        Assert.False(page.HasDialog("Add entry"));
        Assert.Single(page.Rows());
    }

    [Fact]
    public void What_is_wrong_is_said_at_its_field_and_nothing_is_written()
    {
        var page = OpenDialog();
        Fill(page, "alice", "", "doc:/a/*");

        page.Find("dialog form").Submit();

        Assert.Equal("Subject has no colon; allowed is type:id.", page.ErrorOf("Subject"));
        Assert.StartsWith("Action has an empty name", page.ErrorOf("Action"), StringComparison.Ordinal);
        Assert.Equal("", page.ErrorOf("Resource"));
        Assert.Empty(Lists.Written);
    }

    [Fact]
    public void A_window_that_ends_before_it_begins_is_refused()
    {
        var page = OpenDialog();
        Fill(page, "user:alice", "read", "doc:/a/*");
        page.Field("From (UTC)").Input("2026-03-02T00:00");
        page.Field("Until (UTC)").Input("2026-03-01T00:00");

        page.Find("dialog form").Submit();

        Assert.Equal("Until (UTC) is not later than notBefore.", page.ErrorOf("Until (UTC)"));
        Assert.Empty(Lists.Written);
    }

    [Fact]
    public void The_dialog_says_in_a_sentence_and_as_a_command_what_it_will_do()
    {
        var page = OpenDialog();
        Fill(page, "user:alice", "read", "doc:/a/*");
        page.Field("Until (UTC)").Input("2026-04-01T12:00");
        page.Field("Note").Input("it's urgent");

        Assert.Contains("user:alice may read doc:/a/* until 2026-04-01 12:00 UTC.", page.Statuses());
        Assert.Equal(@"authmesh allow user:alice read 'doc:/a/*' --until 2026-04-01T12:00:00Z --note 'it'\''s urgent'", page.Find("details code").TextContent);
    }

    [Fact]
    public void A_condition_is_part_of_the_entry_that_is_added()
    {
        var page = OpenDialog();
        Fill(page, "user:alice", "read", "doc:/a/*");
        page.Field("Condition").Input("resource.properties.owner == subject.id");

        Assert.Contains("user:alice may read doc:/a/* when resource.properties.owner == subject.id", page.Statuses());
        Assert.EndsWith("--when 'resource.properties.owner == subject.id'", page.Find("details code").TextContent, StringComparison.Ordinal);
        page.Find("dialog form").Submit();

        Assert.Equal(Change.Put(alice with { Condition = "resource.properties.owner == subject.id" }), Assert.Single(Assert.Single(Lists.Written).Transaction.Changes));
    }

    [Fact]
    public void A_condition_that_cannot_be_read_is_refused_at_its_column()
    {
        var page = OpenDialog();
        Fill(page, "user:alice", "read", "doc:/a/*");
        page.Field("Condition").Input("context.mfa ==");

        page.Find("dialog form").Submit();

        Assert.Contains("column", page.ErrorOf("Condition"), StringComparison.Ordinal);
        Assert.Empty(Lists.Written);
    }

    [Fact]
    public void Allowing_everyone_is_warned_of()
    {
        var page = OpenDialog();
        Fill(page, "*", "read", "doc:/a/*");

        Assert.Contains("This allows everyone, known or not.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_contested_entry_is_settled_only_by_saying_so()
    {
        Lists.Contest(alice);
        var page = OpenDialog();
        Fill(page, "user:alice", "read", "doc:/a/*");
        page.Find("dialog form").Submit();
        Assert.Contains("Writing it now settles that", page.Alert(), StringComparison.Ordinal);

        page.Button("Settle the conflict with this").Click();

        Assert.True(Lists.Written[^1].Resolve);
        Assert.Single(Lists[alice]!.Heads);
    }

    [Fact]
    public void What_the_node_refuses_is_said_and_the_text_is_kept()
    {
        Lists.Refusal = new WriteRejected(WriteRejection.Busy, "queue full");
        var page = OpenDialog();
        Fill(page, "user:alice", "read", "doc:/a/*");

        page.Find("dialog form").Submit();

        Assert.StartsWith("The node has more to write than it can.", page.Alert(), StringComparison.Ordinal);
        Assert.Equal("user:alice", page.Field("Subject").GetAttribute("value"));
    }

    [Fact]
    public void An_edit_keeps_the_key_and_changes_window_and_note()
    {
        Lists.Allow("user:alice", "read", "doc:/a/*");
        var page = Render<EntriesPage>();
        page.Button("Edit user:alice may read doc:/a/*.").Click();
        page.Field("Note").Input("until the audit is over");

        page.Find("dialog form").Submit();

        Assert.Equal(Change.Put(alice, new Details(Window.Always, "until the audit is over")), Assert.Single(Lists.Written).Transaction.Changes[0]);
    }

    [Fact]
    public void An_edit_of_an_entry_with_a_condition_never_makes_one_without()
    {
        var conditional = alice with { Condition = "context.mfa" };
        Lists.Arrive("lyon", "admin:bob", Change.Put(conditional));
        var page = Render<EntriesPage>();
        page.Button("Edit user:alice may read doc:/a/* when context.mfa").Click();
        page.Field("Note").Input("only with a second factor");

        page.Find("dialog form").Submit();

        Assert.Equal(conditional, Assert.Single(Assert.Single(Lists.Written).Transaction.Changes).Key);
    }

    [Fact]
    public void An_entry_that_changes_elsewhere_while_it_is_edited_is_announced_and_not_overwritten()
    {
        Lists.Allow("user:alice", "read", "doc:/a/*");
        var page = Render<EntriesPage>();
        page.Button("Edit user:alice may read doc:/a/*.").Click();
        page.Field("Note").Input("mine");

        Lists.Allow("user:alice", "read", "doc:/a/*", "lyon", "admin:bob", new Details(Window.Always, "theirs"));
        LetRender();
        Assert.Contains("changed meanwhile by admin:bob", page.Alert(), StringComparison.Ordinal);
        page.Find("dialog form").Submit();

        Assert.Equal("theirs", Lists[alice]!.Heads[0].Details.Note);
        page.Button("Take a fresh look").Click();
        Assert.Equal("theirs", page.Field("Note").GetAttribute("value"));
    }

    [Fact]
    public void Removing_says_what_it_does_and_happens_only_when_confirmed()
    {
        Lists.Allow("user:alice", "read", "doc:/a/*");
        var page = Render<EntriesPage>();
        page.Button("Remove user:alice may read doc:/a/*.").Click();
        Assert.True(page.HasDialog("Remove entry?"));
        Assert.Empty(Lists.Written);
        Assert.Equal("authmesh revoke user:alice read 'doc:/a/*'", page.Find("details code").TextContent);

        page.Find("dialog form").Submit();

        Assert.Null(Lists[alice]);
        Assert.Empty(page.Rows());
    }

    [Fact]
    public void A_conflict_shows_both_sides_and_is_settled_by_choosing_one()
    {
        Lists.Contest(alice);
        var page = Render<EntriesPage>();
        page.Button("Resolve user:alice may read doc:/a/*.").Click();
        var sides = page.FindAll("dialog li").Select(Found.Text).ToList();
        Assert.Contains(sides, side => side.StartsWith("admin:anna at paris removed the entry", StringComparison.Ordinal));

        page.Button("Keep this").Click();

        Assert.True(Lists.Written[^1].Resolve);
        Assert.Equal(ChangeOperation.Put, Assert.Single(Lists[alice]!.Heads).Operation);
    }

    [Fact]
    public void Who_was_signed_out_meanwhile_writes_nothing()
    {
        Lists.Allow("user:alice", "read", "doc:/a/*");
        var page = Render<EntriesPage>();
        page.Button("Remove user:alice may read doc:/a/*.").Click();
        SignOut();

        page.Find("dialog form").Submit();

        Assert.Equal("You may not do this any more: sign in again.", page.Alert());
        Assert.Empty(Lists.Written);
    }

    private static void Fill(IRenderedComponent<EntriesPage> page, string subject, string action, string resource)
    {
        page.Field("Subject").Input(subject);
        page.Field("Action").Input(action);
        page.Field("Resource").Input(resource);
    }

    private IRenderedComponent<EntriesPage> OpenDialog()
    {
        var page = Render<EntriesPage>();
        page.Button("Add entry").Click();
        return page;
    }
}
