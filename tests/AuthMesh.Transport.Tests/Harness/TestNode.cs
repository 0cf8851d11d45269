using System.Net;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;
using AuthMesh.Transport.Identity;
using AuthMesh.Transport.Joining;
using AuthMesh.Transport.Listening;
using AuthMesh.Transport.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuthMesh.Transport.Tests.Harness;

/// <summary>A node as far as the transport goes: real server, real sockets on loopback, a console listener beside the mesh listener.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestNode(WebApplication app, NodeKey key, RecordedEvents events, CapturedLog log)
    {
        (_app, Key, Events, Log) = (app, key, events, log);
    }

    public NodeKey Key { get; }

    public RecordedEvents Events { get; }

    public CapturedLog Log { get; }

    public NodeId Id => Key.NodeId;

    public IServiceProvider Services => _app.Services;

    public ILinkTransport Links => Services.GetRequiredService<ILinkTransport>();

    public JoinClient Join => Services.GetRequiredService<JoinClient>();

    public MeshListener Listener => Services.GetRequiredService<MeshListener>();

    public NodeCertificate Certificate => Services.GetRequiredService<NodeCertificate>();

    public string Address => Listener.AdvertisedUrl;

    public string ConsoleAddress => _app.Urls.Single(url => url.StartsWith("http:", StringComparison.Ordinal));

    public static async Task<TestNode> StartAsync(Action<MeshOptions>? configure = null, NodeKey? key = null, Action<WebApplication>? map = null)
    {
        var (events, log) = (new RecordedEvents(), new CapturedLog());
        key ??= NodeKey.Generate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.ListenMesh().Listen(IPAddress.Loopback, 0));
        builder.Services.AddMeshTransport().AddSingleton(key).AddSingleton<ILinkEvents>(events);
        builder.Services.Configure<MeshOptions>(options =>
        {
            options.Url = "https://127.0.0.1:0";
            configure?.Invoke(options);
        });

        var app = builder.Build();
        if (map is null)
        {
            app.MapMesh();
        }
        else
        {
            map(app);
        }

        app.MapGet("/console", () => "console");
        app.MapFallback(() => Results.Text("console for everything else"));
        await app.StartAsync();
        return new TestNode(app, key, events, log);
    }

    /// <summary>Two nodes that have each other in their rosters, not linked yet.</summary>
    public static async Task<(TestNode A, TestNode B)> StartPairAsync(Action<MeshOptions>? configure = null)
    {
        var (a, b) = (await StartAsync(configure), await StartAsync(configure));
        a.Knows(b);
        b.Knows(a);
        return (a, b);
    }

    public void Knows(TestNode other) => Events.Peers[other.Id] = true;

    public void Dial(TestNode other) => Links.Dial(other.Id, other.Address);

    /// <summary>Dials and waits until both ends are told.</summary>
    public async Task<(LinkId Mine, LinkId Theirs)> LinkToAsync(TestNode other)
    {
        Dial(other);
        var mine = await Events.NextAsync<LinkOpened>();
        var theirs = await other.Events.NextAsync<LinkOpened>();
        Assert.Equal((other.Id, true), (mine.Peer, mine.Dialled));
        Assert.Equal((Id, false), (theirs.Peer, theirs.Dialled));
        return (mine.Link, theirs.Link);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Key.Dispose();
    }
}
