using AuthMesh.Testing.Nodes;
using Microsoft.Playwright;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.EndToEnd.Console;

/// <summary>Coming in, going out, and a node that goes away under an open page.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class SessionTests(ConsoleFixture console)
{
    [Fact]
    public async Task The_browser_keeps_the_session_as_a_strict_cookie_that_scripts_do_not_see()
    {
        var page = await console.SignInAsync(console.Paris);

        var cookie = (await page.Context.CookiesAsync()).Single(cookie => cookie.Name == "__Host-authmesh");

        Assert.True(cookie is { Secure: true, HttpOnly: true, SameSite: SameSiteAttribute.Strict });
    }

    [Fact]
    public async Task Signing_out_closes_the_sessions_other_pages_at_once()
    {
        var page = await console.OpenAsync(console.Paris);
        await page.SignInAsync("/entries");
        var other = await page.Context.NewPageAsync();
        await other.VisitAsync("/nodes");

        await page.Press("Account of anna");
        await page.Press("Sign out");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in to paris" })).ToBeVisibleAsync();
        await Assertions.Expect(other.GetByRole(AriaRole.Heading, new() { Name = "Sign in to paris" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task After_a_restart_of_the_node_the_page_comes_back_by_itself_where_it_was()
    {
        await using var browser = await Browser.LaunchAsync();
        await using var mesh = await TestMesh.StartAsync(new NodeSettings { Name = "berlin" });
        var page = await browser.OpenAsync(mesh.Nodes[0].Console);
        await page.SetUpAsync(mesh.Nodes[0]);
        await mesh.Nodes[0].WriteAsync(Allow("user:alice"), Deny("user:bob"));
        await page.VisitAsync("/entries?effect=deny");

        await mesh.Nodes[0].KillAsync();
        await Assertions.Expect(page.GetByText("Connection to the node lost.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(page.Row("user:bob")).ToBeVisibleAsync();
        mesh.Nodes[0] = await mesh.Nodes[0].RestartAsync();

        await Assertions.Expect(page.GetByText("Connection to the node lost.")).Not.ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.ConnectedAsync();
        await Assertions.Expect(page.Row("user:bob")).ToBeVisibleAsync();
        Assert.EndsWith("/entries?effect=deny", page.Url, StringComparison.Ordinal);
        await page.AddEntryAsync("user:carol", "read", "doc:/a");
    }
}
