using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace AuthMesh.EndToEnd;

public class OverviewTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task A_click_reaches_the_server_and_comes_back()
    {
        var page = await console.NewPageAsync();
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync("/");

        // The button is disabled until the page is connected; Playwright waits for that.
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Click me" });
        await button.ClickAsync();
        await button.ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Clicked 2 times");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task The_page_has_no_accessibility_violation()
    {
        var page = await console.NewPageAsync();
        await page.GotoAsync("/");

        var result = await page.RunAxe();

        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
    }
}
