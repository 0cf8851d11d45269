using AuthMesh.Testing.Nodes;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.EndToEnd.Console;

/// <summary>Every page in both themes and on a phone: usable by everybody, and nothing from elsewhere.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class AppearanceTests(ConsoleFixture console)
{
    private static readonly Deque.AxeCore.Commons.AxeRunOptions Rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Pages_and_dialogs_have_no_accessibility_violation_and_fit_the_screen(ColorScheme colors, int width)
    {
        await console.Paris.WriteAsync(Allow("user:alice", resource: "doc:/sites/paris/a-rather-long-name-of-a-document-that-somebody-chose.pdf"), Deny("user:mallory"));
        var page = await console.OpenAsync(console.Paris, new() { ColorScheme = colors, ViewportSize = new() { Width = width, Height = 844 } });
        await page.GotoAsync("/sign-in");
        await CheckAsync(page);

        await page.SignInAsync("/entries");
        await Assertions.Expect(page.Row("user:mallory")).ToBeVisibleAsync();
        await CheckAsync(page);

        var dialog = await page.OpenDialogAsync("Add entry");
        await dialog.GetByLabel("Subject").FillAsync("nobody");
        await Assertions.Expect(dialog.GetByText("Subject has no colon")).ToBeVisibleAsync();
        await CheckAsync(page);

        await page.GotoAsync("/nodes");
        await Assertions.Expect(page.Row("lyon")).ToBeVisibleAsync();
        await CheckAsync(page);
    }

    [Fact]
    public async Task Nothing_is_loaded_from_outside_the_node_and_no_rule_is_broken()
    {
        var page = await console.OpenAsync(console.Paris);
        var (elsewhere, errors) = (new List<string>(), new List<string>());
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal) && new Uri(request.Url).Authority != console.Paris.Console.Authority)
            {
                elsewhere.Add(request.Url);
            }
        };
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                errors.Add(message.Text);
            }
        };

        await page.SignInAsync("/entries");
        await page.OpenDialogAsync("Add entry");

        Assert.Empty(elsewhere);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task The_chosen_theme_is_kept()
    {
        var page = await console.SignInAsync(console.Paris, options: new() { ColorScheme = ColorScheme.Light });
        var light = await BackgroundAsync(page);

        await page.OpenMenuAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Dark" }).CheckAsync(new() { Force = true });
        var dark = await BackgroundAsync(page);
        await page.ReloadAsync();

        Assert.NotEqual(light, dark);
        Assert.Equal(dark, await BackgroundAsync(page));
    }

    private static Task<string> BackgroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    private static async Task CheckAsync(IPage page)
    {
        var result = await page.RunAxe(Rules);
        Assert.Empty(result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}")));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the screen.");
    }
}
