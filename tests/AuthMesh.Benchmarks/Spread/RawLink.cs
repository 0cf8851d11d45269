using System.Collections.Concurrent;
using System.Diagnostics;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;
using AuthMesh.Transport;
using AuthMesh.Transport.Identity;
using AuthMesh.Transport.Listening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuthMesh.Benchmarks.Spread;

/// <summary>One end of a bare link: SignalR over the same mutual TLS, with nothing behind it but an echo.</summary>
internal sealed class RawLink : ILinkEvents, IAsyncDisposable
{
    private readonly NodeKey _key = NodeKey.Generate();
    private readonly WebApplication _app;
    private readonly BlockingCollection<ReadOnlyMemory<byte>> _echoes = [];
    private readonly TaskCompletionSource<LinkId> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _echo;

    private RawLink(bool echo)
    {
        _echo = echo;
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("AuthMesh:Mesh:Url", (string?)"https://127.0.0.1:0")]);
        builder.Services.AddSingleton(_key);
        builder.Services.AddSingleton<ILinkEvents>(this);
        builder.Services.AddMeshTransport();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenMesh());
        _app = builder.Build();
        _app.UseRouting();
        _app.MapMesh();
    }

    private ILinkTransport Transport => _app.Services.GetRequiredService<ILinkTransport>();

    /// <summary>Times so many round trips of frames of a size, one after the other.</summary>
    public static async Task<Samples> MeasureAsync(int bytes, int count)
    {
        await using var near = new RawLink(echo: false);
        await using var far = new RawLink(echo: true);
        await near._app.StartAsync();
        await far._app.StartAsync();
        near.Transport.Dial(NodeId.OfPublicKey(far._key.PublicKey.Span), far._app.Services.GetRequiredService<MeshListener>().AdvertisedUrl);
        var link = await near._opened.Task;
        var samples = new Samples();
        for (var i = 0; i < count + 200; i++)
        {
            var began = Stopwatch.GetTimestamp();
            near.Transport.Send(link, new byte[bytes]);
            near._echoes.Take();
            if (i >= 200)
            {
                samples.Add(Stopwatch.GetElapsedTime(began));
            }
        }

        return samples;
    }

    public bool IsPeer(NodeId node) => true;

    public void Opened(LinkId link, NodeId peer, bool dialled) => _opened.TrySetResult(link);

    public void Closed(LinkId link, string reason)
    {
    }

    public void DialFailed(NodeId peer, string reason) => _opened.TrySetException(new InvalidOperationException(reason));

    public ValueTask ReceivedAsync(LinkId link, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        if (_echo)
        {
            Transport.Send(link, frame.ToArray());
        }
        else
        {
            _echoes.Add(frame, cancellationToken);
        }

        return ValueTask.CompletedTask;
    }

    public Task<JoinAnswer> AdmitAsync(JoinClaim claim, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _echoes.Dispose();
    }
}
