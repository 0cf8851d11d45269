using System.Globalization;
using System.Security.Cryptography;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;
using AuthMesh.Transport;
using AuthMesh.Transport.Identity;
using AuthMesh.Transport.Listening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuthMesh.Benchmarks.Spread;

/// <summary>What a node is measured against, the least that could be called one: the same frameworks in the same order (an HTTP request, a signature, a SQLite commit, a SignalR message over
/// mutual TLS, a check of the signature and a commit at the far end, an answer there), and nothing else in what they carry.</summary>
/// <remarks>
/// A process of its own, like the node: the benchmark starts itself with the argument <see cref="Argument"/> and a folder. It says its addresses in one line, dials whom
/// it is told of (a line with id and address each, answered when the link is up), and ends with its input. One write at a time.
/// </remarks>
internal sealed class BareNode : ILinkEvents, IAsyncDisposable
{
    public const string Argument = "bare-node";

    private const int KeySize = 91, SignatureSize = 64;

    private readonly NodeKey _key = NodeKey.Generate();
    private readonly EcdsaVerifier _verifier = new();
    private readonly RawCommits _commits;
    private readonly WebApplication _app;
    private readonly List<LinkId> _links = [];
    private readonly Lock _applying = new();
    private readonly List<(int Number, TaskCompletionSource Done)> _waiting = [];
    private int _applied;

    private BareNode(string folder)
    {
        _commits = new RawCommits(Path.Combine(folder, "bare.db"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("AuthMesh:Mesh:Url", (string?)"https://127.0.0.1:0")]);
        builder.Services.AddSingleton(_key);
        builder.Services.AddSingleton<ILinkEvents>(this);
        builder.Services.AddMeshTransport();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenMesh().Listen(System.Net.IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.UseRouting();
        _app.MapMesh();
        _app.MapPost("/writes", WriteAsync);
        _app.MapGet("/writes/{number:int}", (int number) => AppliedAsync(number));
    }

    private ILinkTransport Transport => _app.Services.GetRequiredService<ILinkTransport>();

    public static async Task<int> ServeAsync(string folder)
    {
        await using var node = new BareNode(folder);
        await node._app.StartAsync();
        var mesh = node._app.Services.GetRequiredService<MeshListener>().AdvertisedUrl;
        var console = node._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(a => a.StartsWith("http:", StringComparison.Ordinal));
        Console.WriteLine($"{console} {node._key.NodeId} {mesh}");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var peer = line.Split(' ');
            node.Transport.Dial(NodeId.TryParse(peer[0], out var id) ? id : throw new FormatException(line), peer[1]);
        }

        return 0;
    }

    private async Task WriteAsync(HttpContext context)
    {
        var body = new byte[(int)context.Request.ContentLength!.Value];
        await context.Request.Body.ReadExactlyAsync(body);
        int number;
        lock (_applying)
        {
            var frame = Sign(body);
            _commits.Commit(frame.Length);
            number = ++_applied;
            _links.ForEach(link => Transport.Send(link, frame));
        }

        await context.Response.WriteAsync(number.ToString(CultureInfo.InvariantCulture));
    }

    private Task AppliedAsync(int number)
    {
        lock (_applying)
        {
            if (_applied >= number)
            {
                return Task.CompletedTask;
            }

            var done = new TaskCompletionSource();
            _waiting.Add((number, done));
            return done.Task;
        }
    }

    public ValueTask ReceivedAsync(LinkId link, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        List<TaskCompletionSource> done;
        lock (_applying)
        {
            Check(frame.Span);
            _commits.Commit(frame.Length);
            _applied++;
            done = [.. _waiting.Where(w => w.Number <= _applied).Select(w => w.Done)];
            _waiting.RemoveAll(w => w.Number <= _applied);
        }

        done.ForEach(d => d.SetResult());
        return ValueTask.CompletedTask;
    }

    /// <summary>The writer's key, its signature, and what it signed.</summary>
    private byte[] Sign(ReadOnlySpan<byte> body) => [.. _key.PublicKey.Span, .. _key.SignDigest(SHA256.HashData(body)), .. body];

    private void Check(ReadOnlySpan<byte> frame)
    {
        var signed = frame[KeySize..];
        if (!_verifier.Verify(frame[..KeySize], SHA256.HashData(signed[SignatureSize..]), signed[..SignatureSize]))
        {
            throw new InvalidDataException("A frame is not signed by its writer.");
        }
    }

    public bool IsPeer(NodeId node) => true;

    public void Opened(LinkId link, NodeId peer, bool dialled)
    {
        lock (_applying)
        {
            _links.Add(link);
        }

        if (dialled)
        {
            Console.WriteLine("linked");
        }
    }

    public void Closed(LinkId link, string reason)
    {
    }

    public void DialFailed(NodeId peer, string reason) => Console.Error.WriteLine(reason);

    public Task<JoinAnswer> AdmitAsync(JoinClaim claim, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _commits.Dispose();
    }
}
