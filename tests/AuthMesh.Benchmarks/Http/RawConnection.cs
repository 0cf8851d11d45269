using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace AuthMesh.Benchmarks.Http;

/// <summary>A kept-alive HTTP/1.1 connection that costs as little as one can, so that the server is what is measured.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];

    public static async Task<RawConnection> OpenAsync(Uri server)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(server.Host, server.Port);
        return connection;
    }

    /// <summary>A request as it goes over the wire.</summary>
    public static byte[] Request(Uri server, string path, string token, string body) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>Sends a request and reads its answer whole; the body when it is wanted.</summary>
    public async ValueTask<int> AskAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var length = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            length += read;
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            if (IsWhole(_buffer.AsSpan(0, length)))
            {
                return length;
            }
        }
    }

    /// <summary>The last answer.</summary>
    public string Answer(int length) => Encoding.UTF8.GetString(_buffer, 0, length);

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var field = answer[..head].IndexOf("Content-Length: "u8);
        return field >= 0 && Utf8Parser.TryParse(answer[(field + "Content-Length: ".Length)..], out int body, out _)
            ? answer.Length == head + 4 + body
            : answer.EndsWith("0\r\n\r\n"u8);
    }
}
