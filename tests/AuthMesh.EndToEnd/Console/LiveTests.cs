using AuthMesh.Testing.Nodes;
using Microsoft.Playwright;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.EndToEnd.Console;

/// <summary>What one does is seen by the others, in a real browser.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class LiveTests(ConsoleFixture console)
{
    [Fact]
    public async Task An_entry_added_at_one_node_is_seen_at_the_other_and_counts_there()
    {
        var paris = await console.SignInAsync(console.Paris);
        var lyon = await console.SignInAsync(console.Lyon);

        await paris.AddEntryAsync("user:lea", "read", "doc:*");

        await Assertions.Expect(lyon.Row("user:lea")).ToBeVisibleAsync();
        await Assertions.Expect(lyon.Row("user:lea")).ToContainTextAsync("by admin:anna at paris");
        await Assertions.Expect(paris.GetByText("applied on all 2 nodes")).ToBeVisibleAsync();
        Assert.True(await console.Lyon.MayReadAsync("user:lea"));
    }

    [Fact]
    public async Task A_removal_is_seen_elsewhere_and_can_be_undone()
    {
        await console.Paris.WriteAsync(Allow("user:bob"));
        var paris = await console.SignInAsync(console.Paris, "/entries?subject=user:bob");
        var lyon = await console.SignInAsync(console.Lyon, "/entries?subject=user:bob");
        await Assertions.Expect(lyon.Row("user:bob")).ToBeVisibleAsync();

        var dialog = await paris.OpenDialogAsync("Remove user:bob may read every doc.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Assertions.Expect(lyon.Row("user:bob")).ToHaveCountAsync(0);

        await paris.Press("Undo");
        await Assertions.Expect(lyon.Row("user:bob")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Rows_stay_where_they_are_under_the_pointer()
    {
        await console.Paris.WriteAsync(Allow("user:held-2"));
        var page = await console.SignInAsync(console.Paris, "/entries?q=held");
        await page.Row("user:held-2").HoverAsync();

        await console.Lyon.WriteAsync(Allow("user:held-1"));

        await page.GetByRole(AriaRole.Button, new() { Name = "1 new change · show" }).ClickAsync();
        await Assertions.Expect(page.Row("user:held-1")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Nodes_are_shown_in_sync_and_an_invitation_is_made()
    {
        var page = await console.SignInAsync(console.Paris, "/nodes");
        await Assertions.Expect(page.Row("lyon")).ToContainTextAsync("In sync");
        await Assertions.Expect(page.GetByText("In sync, 2 of 2 nodes")).ToBeVisibleAsync();

        var dialog = await page.OpenDialogAsync("Invite a node");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make invitation" }).ClickAsync();

        await Assertions.Expect(dialog.GetByText("authmesh serve --join ")).ToBeVisibleAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Img, new() { Name = "The invitation as a QR code" })).ToBeVisibleAsync();
    }
}
