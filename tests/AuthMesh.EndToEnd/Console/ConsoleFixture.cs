using AuthMesh.Testing.Nodes;
using Microsoft.Playwright;

namespace AuthMesh.EndToEnd.Console;

/// <summary>A mesh of two nodes and a browser to look at their consoles; shared by the tests of the collection.</summary>
public sealed class ConsoleFixture : IAsyncLifetime
{
    private readonly Dictionary<NodeProcess, string> sessions = [];
    private TestMesh mesh = null!;
    private Browser browser = null!;

    public NodeProcess Paris => mesh.Nodes[0];

    public NodeProcess Lyon => mesh.Nodes[1];

    public async ValueTask InitializeAsync()
    {
        browser = await Browser.LaunchAsync();
        mesh = await TestMesh.StartAsync(new NodeSettings { Name = "paris" }, new NodeSettings { Name = "lyon" });
        foreach (var node in mesh.Nodes)
        {
            var page = await OpenAsync(node);
            await page.SetUpAsync(node);
            sessions[node] = await page.Context.StorageStateAsync();
        }
    }

    /// <summary>A fresh page with cookies of its own.</summary>
    public Task<IPage> OpenAsync(NodeProcess node, BrowserNewContextOptions? options = null) => browser.OpenAsync(node.Console, options);

    /// <summary>A fresh page that is signed in, by the session that the setup began: the form takes only so many in a minute.</summary>
    public async Task<IPage> SignInAsync(NodeProcess node, string path = "/entries", BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.StorageState = sessions[node];
        var page = await OpenAsync(node, options);
        await page.VisitAsync(path);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (mesh is not null)
        {
            await mesh.DisposeAsync();
        }

        await browser.DisposeAsync();
    }
}

/// <summary>The tests that share the fixture.</summary>
[CollectionDefinition(nameof(ConsoleCollection))]
public sealed class ConsoleCollection : ICollectionFixture<ConsoleFixture>;
