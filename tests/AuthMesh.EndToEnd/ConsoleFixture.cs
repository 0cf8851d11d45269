using Microsoft.Playwright;

namespace AuthMesh.EndToEnd;

/// <summary>A running node and a browser to look at it; shared by the tests of a class.</summary>
public sealed class ConsoleFixture : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public Testing.Nodes.NodeProcess Node { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Node = await Testing.Nodes.NodeProcess.StartAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            // The system's browser; tests/run.sh installs it.
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox"],
        });
    }

    /// <summary>A fresh page, with cookies of its own, whose relative addresses are the console's.</summary>
    public Task<IPage> NewPageAsync(ColorScheme colors = ColorScheme.Light) =>
        browser!.NewPageAsync(new() { BaseURL = Node.Console.ToString(), ColorScheme = colors, ReducedMotion = ReducedMotion.Reduce });

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        if (Node is not null)
        {
            await Node.DisposeAsync();
        }
    }
}
