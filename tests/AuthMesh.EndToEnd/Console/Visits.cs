using AuthMesh.Testing.Nodes;
using Microsoft.Playwright;

namespace AuthMesh.EndToEnd.Console;

/// <summary>What people do on the console.</summary>
internal static class Visits
{
    public const string Name = "anna";

    public const string Password = "correct horse battery staple";

    /// <summary>Creates the first administrator with the code from the node's data directory.</summary>
    public static async Task SetUpAsync(this IPage page, NodeProcess node)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("One-time code").FillAsync(await File.ReadAllTextAsync(Path.Combine(node.Settings.DataDirectory, "setup.code")));
        await page.GetByLabel("Name").First.FillAsync(Name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.GetByLabel("Password again").FillAsync(Password);
        await page.Press("Create administrator");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(node.Console, "/entries").ToString());
    }

    public static async Task SignInAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.GetByLabel("Name").FillAsync(Name);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.Press("Sign in");
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation)).ToBeVisibleAsync();
    }

    public static Task Press(this IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

    public static ILocator Row(this IPage page, string text) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = text });

    public static Task<ILocator> OpenDialogAsync(this IPage page, string button) => page.PressUntilVisibleAsync(button, page.GetByRole(AriaRole.Dialog));

    public static Task OpenMenuAsync(this IPage page) => page.PressUntilVisibleAsync($"Account of {Name}", page.GetByText("Signed in as"));

    /// <summary>A page is rendered before its circuit is there: what is pressed until then is lost, so it is pressed again, as people do.</summary>
    private static async Task<ILocator> PressUntilVisibleAsync(this IPage page, string button, ILocator opened)
    {
        for (var attempt = 0; attempt < 50 && !await opened.IsVisibleAsync(); attempt++)
        {
            await page.Press(button);
            try
            {
                await opened.WaitForAsync(new() { Timeout = 1000 });
                await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            }
            catch (TimeoutException)
            {
                // Not there yet.
            }
        }

        return opened;
    }

    public static async Task AddEntryAsync(this IPage page, string subject, string action, string resource)
    {
        var dialog = await page.OpenDialogAsync("Add entry");
        await dialog.GetByLabel("Subject").FillAsync(subject);
        await dialog.GetByLabel("Action").FillAsync(action);
        await dialog.GetByLabel("Resource").FillAsync(resource);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).Not.ToBeVisibleAsync();
    }
}
