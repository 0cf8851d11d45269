using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AuthMesh.Core.Identity;
using AuthMesh.Transport.Identity;
using AuthMesh.Transport.Tls;

namespace AuthMesh.Transport.Tests.Harness;

/// <summary>Talks to a node's mesh listener without keeping to the rules.</summary>
internal static class RawClient
{
    /// <summary>What the SignalR client says first.</summary>
    public const string Handshake = "{\"protocol\":\"authmesh-frames\",\"version\":1}\u001e";

    /// <summary>No answer at all.</summary>
    public const string CutOff = "";

    public static async Task<TcpClient> ConnectAsync(TestNode node)
    {
        var client = new TcpClient();
        await client.ConnectAsync(node.Listener.EndPoint);
        return client;
    }

    /// <summary>TLS with this certificate, or none, trusting any node that answers; then one request, and all that comes back.</summary>
    /// <exception cref="Exception">This end could not finish the handshake.</exception>
    public static async Task<string> RequestAsync(TestNode node, X509Certificate2? certificate, string request, SslProtocols protocols = SslProtocols.Tls13)
    {
        using var tcp = await ConnectAsync(node);
        await using var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocols,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => MeshPeer.TryRead(certificate, out _),
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
        }).WaitAsync(Patience.Limit);
        try
        {
            await tls.WriteAsync(Encoding.UTF8.GetBytes(request));
            using var reader = new StreamReader(tls);
            return await reader.ReadToEndAsync().WaitAsync(Patience.Limit);
        }
        catch (IOException)
        {
            return CutOff;
        }
    }

    public static string Get(string path) => $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    public static string UpgradeTo(string path) =>
        $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";

    /// <summary>A WebSocket at the door for links, opened as the node with this key; not a word of SignalR said yet.</summary>
    public static async Task<WebSocket> OpenSocketAsync(TestNode node, NodeKey key)
    {
        using var certificate = new NodeCertificate(key);
        using var http = new PinnedHttp(certificate, node.Id, Patience.Limit);
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(MeshAddress.Link(new Uri(node.Address)), http.Invoker, CancellationToken.None).WaitAsync(Patience.Limit);
        return socket;
    }

    public static Task SayAsync(this WebSocket socket, ReadOnlyMemory<byte> bytes) =>
        socket.SendAsync(bytes, WebSocketMessageType.Binary, true, CancellationToken.None).AsTask();

    /// <summary>Waits until the node has ended it.</summary>
    public static async Task WaitForEndAsync(this WebSocket socket)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        try
        {
            while ((await socket.ReceiveAsync(new byte[4096].AsMemory(), limit.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // cut off, which is an end as well
        }
    }
}
