using System.Net.WebSockets;

namespace AuthMesh.Transport.Tests.Harness;

/// <summary>A WebSocket whose far end sends the same message over and over, as fast as it is read, and takes whatever is sent.</summary>
internal sealed class EndlessSocket(byte[] message) : WebSocket
{
    private int _at;

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    public override ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (var i = 0; i < buffer.Length; i++, _at = (_at + 1) % message.Length)
        {
            buffer.Span[i] = message[_at];
        }

        return new(new ValueWebSocketReceiveResult(buffer.Length, WebSocketMessageType.Binary, endOfMessage: true));
    }

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Abort()
    {
    }

    public override void Dispose()
    {
    }
}
