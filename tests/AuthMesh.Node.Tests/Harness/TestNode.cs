using System.Net.Http.Headers;
using AuthMesh.Client;
using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Node.Hosting;
using AuthMesh.Testing.Access;
using AuthMesh.Testing.Storage;
using AuthMesh.Transport.Listening;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Tests.Harness;

/// <summary>A whole node in this process, listening on free ports: only its database and accounts are in memory.</summary>
public sealed class TestNode : IAsyncDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly MemoryApiTokens _tokens;

    private TestNode(WebApplication app, string directory, MemoryApiTokens tokens)
    {
        _app = app;
        Directory = directory;
        _tokens = tokens;
    }

    /// <summary>Its data directory.</summary>
    public string Directory { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Url => Services.GetRequiredService<ConsoleListener>().Url;

    public Uri MeshUrl => new(Services.GetRequiredService<MeshListener>().AdvertisedUrl);

    /// <summary>Starts a node and returns when it answers from its own, still empty, mesh.</summary>
    public static async Task<TestNode> StartAsync(params (string Key, string Value)[] settings)
    {
        var node = await StartWithoutMeshAsync(settings);
        await node.WhenAsync(list => list is { Ready: true });
        await node.WhenMeshAsync(mesh => !mesh.Nodes.IsEmpty); // the roster is shown a moment later
        return node;
    }

    /// <summary>Starts a node and returns when it listens, whatever mesh it will be in.</summary>
    public static async Task<TestNode> StartWithoutMeshAsync(params (string Key, string Value)[] settings)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("authmesh-test-").FullName;
        var tokens = new MemoryApiTokens();
        var app = AuthMeshHost.Build([.. Settings(directory, settings)], services => UseMemory(services, tokens));
        var node = new TestNode(app, directory, tokens);
        await AuthMeshHost.StartAsync(app);
        return node;
    }

    /// <summary>Flags of a node that disturbs no other one.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Settings(string directory, params (string Key, string Value)[] settings) =>
        new (string Key, string Value)[]
        {
            ("AuthMesh:Node:DataDirectory", directory),
            ("AuthMesh:Node:Name", "test"),
            ("AuthMesh:Console:Url", "http://127.0.0.1:0"),
            ("AuthMesh:Mesh:Url", "https://127.0.0.1:0"),
            ("Logging:LogLevel:Default", "Warning"),
            ("Logging:LogLevel:AuthMesh.Node.Rest", "Error"),
        }
        .Concat(settings)
        .GroupBy(setting => setting.Key)
        .Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Last().Value));

    /// <summary>Puts the fakes in the place of everything that is stored.</summary>
    public static void UseMemory(IServiceCollection services, MemoryApiTokens? tokens = null)
    {
        var store = new MemoryReplicaStore();
        services.AddSingleton<IReplicaStore>(store);
        services.AddSingleton<IListQueries>(store);
        services.AddSingleton<IApiTokens>(tokens ?? new MemoryApiTokens());
        services.AddSingleton<IAdministratorAccounts>(new MemoryAdministratorAccounts());
    }

    /// <summary>A plain HTTP client with a token of this scope, or none.</summary>
    public HttpClient Http(TokenScope? scope)
    {
        var http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = scope is { } held ? new AuthenticationHeaderValue("Bearer", Token(held)) : null;
        return http;
    }

    public string Token(TokenScope scope) => _tokens.TokenFor(scope);

    public AuthMeshClient Client(TokenScope scope = TokenScope.Admin) => new(Http(scope));

    /// <summary>Declares a list of its own for a test and gives its name.</summary>
    public async Task<string> NewListAsync()
    {
        var name = $"l{Guid.NewGuid():N}";
        await Client().DeclareListAsync(name);
        return name;
    }

    /// <summary>Completes when the state of a list is as wanted.</summary>
    public async Task WhenAsync(Func<ListSnapshot?, bool> wanted, string list = "default")
    {
        var lists = Services.GetRequiredService<IListMonitor>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(Core.Access.ListChange? change)
        {
            if (wanted(lists.Find(ListName.Parse(list))))
            {
                done.TrySetResult();
            }
        }

        lists.Changed += Look;
        Look(null);
        try
        {
            await done.Task.WaitAsync(_startLimit);
        }
        finally
        {
            lists.Changed -= Look;
        }
    }

    /// <summary>Completes when roster and links are as wanted.</summary>
    public async Task WhenMeshAsync(Func<MeshSnapshot, bool> wanted)
    {
        var mesh = Services.GetRequiredService<IMeshMonitor>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (wanted(mesh.Current))
            {
                done.TrySetResult();
            }
        }

        mesh.Changed += Look;
        Look();
        try
        {
            await done.Task.WaitAsync(_startLimit);
        }
        finally
        {
            mesh.Changed -= Look;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
