using System.IO.Pipelines;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace AuthMesh.Transport.Links;

/// <summary>A dialled WebSocket in the shape that SignalR's client wants.</summary>
/// <remarks>
/// Two pumps between the socket and two bounded pipes. The receiving one reads no further while the <see cref="InboundWindow"/> is full, so that
/// a slow replica slows the sender down.
/// </remarks>
internal sealed class WebSocketConnection : ConnectionContext
{
    private const int ReceiveSize = 16 * 1024;

    // Each segment costs a WebSocket frame, a TLS record and a system call: the default of 4 KiB would make many of a big frame.
    // Read on the thread that writes: on an idle machine, waking another one takes longer than all that there is to do.
    private static readonly PipeOptions Buffers = new(
        readerScheduler: PipeScheduler.Inline, minimumSegmentSize: 32 * 1024, pauseWriterThreshold: 256 * 1024, resumeWriterThreshold: 128 * 1024, useSynchronizationContext: false);

    private readonly WebSocket _socket;
    private readonly InboundWindow _window;
    private readonly SilenceWatch _watch;
    private readonly CancellationTokenSource _ended = new(); // never disposed: an Abort may come late, and without a timer it holds nothing
    private readonly Pipe _inbound = new(Buffers), _outbound = new(Buffers);
    private readonly Task _pumps;
    private volatile string? _reason;

    public WebSocketConnection(WebSocket socket, InboundWindow window, TimeSpan peerTimeout, TimeProvider time)
    {
        _socket = socket;
        _window = window;
        _watch = new SilenceWatch(peerTimeout, time, Abort);
        Transport = new Duplex(_inbound.Reader, _outbound.Writer);
        _pumps = Task.WhenAll(ReceiveAsync(), SendAsync());
    }

    public override string ConnectionId { get; set; } = "";

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    /// <summary>Ends the connection at once; what still waits to be sent is lost.</summary>
    public void Abort(string reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        _ended.Cancel();
        _socket.Abort();
    }

    public override void Abort(ConnectionAbortedException abortReason) => Abort(abortReason.Message);

    public override async ValueTask DisposeAsync()
    {
        Abort("closed");
        await _pumps;
        _watch.Dispose();
        _socket.Dispose();
        await base.DisposeAsync();
    }

    private async Task ReceiveAsync()
    {
        Exception? failure = null;
        try
        {
            FlushResult flushed;
            do
            {
                await _window.WaitForRoomAsync(_ended.Token);
                var received = await ReceiveSomeAsync(_inbound.Writer.GetMemory(ReceiveSize));
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                _inbound.Writer.Advance(received.Count);
                flushed = await _inbound.Writer.FlushAsync(_ended.Token);
            }
            while (!flushed.IsCompleted);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            failure = _reason is { } reason ? new ConnectionAbortedException(reason, error) : new ConnectionResetException("the connection broke", error);
        }

        await _inbound.Writer.CompleteAsync(failure);
    }

    private async ValueTask<ValueWebSocketReceiveResult> ReceiveSomeAsync(Memory<byte> buffer)
    {
        var receiving = _socket.ReceiveAsync(buffer, _ended.Token);
        if (receiving.IsCompleted)
        {
            return await receiving;
        }

        _watch.Listen();
        var received = await receiving;
        _watch.Rest();
        return received;
    }

    private async Task SendAsync()
    {
        var reader = _outbound.Reader;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(_ended.Token);
                await SendAllAsync(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The receiving pump tells of it.
        }

        _socket.Abort();
        await reader.CompleteAsync();
    }

    /// <summary>All that has gathered goes out as one WebSocket message: under load, many frames cost one system call.</summary>
    private async ValueTask SendAllAsync(System.Buffers.ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            if (!bytes.IsEmpty)
            {
                await _socket.SendAsync(bytes.First, WebSocketMessageType.Binary, endOfMessage: true, _ended.Token);
            }

            return;
        }

        var rest = bytes.Length;
        foreach (var segment in bytes)
        {
            rest -= segment.Length;
            await _socket.SendAsync(segment, WebSocketMessageType.Binary, endOfMessage: rest == 0, _ended.Token);
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
