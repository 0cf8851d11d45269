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
        await page.ConnectedAsync();
    }

    public static async Task SignInAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.GetByLabel("Name").FillAsync(Name);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.Press("Sign in");
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation)).ToBeVisibleAsync();
        await page.ConnectedAsync();
    }

    public static Task Press(this IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

    public static ILocator Row(this IPage page, string text) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = text });

    /// <summary>Goes to a page and waits until it is connected.</summary>
    public static async Task VisitAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.ConnectedAsync();
    }

    public static Task ConnectedAsync(this IPage page) => Assertions.Expect(page.Locator("main:not([aria-busy])")).ToBeVisibleAsync();

    public static async Task<ILocator> OpenDialogAsync(this IPage page, string button)
    {
        await page.Press(button);
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        return dialog;
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
