using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace AuthMesh.Transport.Links;

/// <summary>The dialling end of a link: SignalR's client over a WebSocket of our own making.</summary>
internal sealed class DialledWire : ILinkWire, IConnectionFactory, IAsyncDisposable
{
    private readonly MeshOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<CancellationToken, Task<WebSocket>> _connect;
    private readonly InboundWindow _window;
    private readonly HubConnection _hub;
    private readonly TaskCompletionSource<PeerLink> _link = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile WebSocketConnection? _connection;

    public DialledWire(MeshOptions options, TimeProvider time, Uri address, Func<CancellationToken, Task<WebSocket>> connect)
    {
        _options = options;
        _time = time;
        _connect = connect;
        _window = new InboundWindow(options.MaxWaitingBytes);
        // Its log calls every lost connection an error, stack and all; here that is normal life, and the registry tells of it.
        _hub = new HubConnection(this, new FrameHubProtocol(_window), new UriEndPoint(address), new NoServices(), NullLoggerFactory.Instance)
        {
            KeepAliveInterval = options.PingInterval,
            ServerTimeout = MeshTransport.Never,
        };
        _hub.On(FrameHubProtocol.Method, [typeof(ReadOnlyMemory<byte>)], (arguments, _) => ReceiveAsync((ReadOnlyMemory<byte>)arguments[0]!), this);
        _hub.Closed += error =>
        {
            _ended.TrySetResult(error?.Message ?? "closed by the peer");
            return Task.CompletedTask;
        };
    }

    /// <summary>Completes with the reason when a started connection is gone. Frames may still be on their way to the link, which then drops them.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>Connects; throws whatever the network, TLS or the far end make go wrong.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _hub.StartAsync(cancellationToken);

    /// <summary>Where incoming frames go; until then they wait.</summary>
    public void DeliverTo(PeerLink link) => _link.TrySetResult(link);

    public Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
        _hub.SendCoreAsync(FrameHubProtocol.Method, [frame], cancellationToken);

    public void Abort(string reason) => _connection?.Abort(reason);

    public async ValueTask<ConnectionContext> ConnectAsync(System.Net.EndPoint endpoint, CancellationToken cancellationToken = default) =>
        _connection = new WebSocketConnection(await _connect(cancellationToken), _window, _options.PeerTimeout, _time);

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private async Task ReceiveAsync(ReadOnlyMemory<byte> frame)
    {
        var link = await _link.Task;
        await link.ReceiveAsync(frame);
        _window.Leave(frame.Length);
    }

    /// <summary>The client asks for optional services only, and disposes what it is given.</summary>
    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
