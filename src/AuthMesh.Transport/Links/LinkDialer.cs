using System.Net;
using System.Net.WebSockets;
using AuthMesh.Core.Identity;
using AuthMesh.Transport.Tls;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthMesh.Transport.Links;

/// <summary>Opens links to peers: TLS with the peer's key pinned, WebSocket, SignalR handshake.</summary>
internal sealed class LinkDialer(NodeCertificate certificate, LinkRegistry links, ReplicaPort replica, IOptions<MeshOptions> options, TimeProvider time, ILogger<LinkDialer> log)
{
    private readonly MeshOptions _options = options.Value;

    /// <summary>One dial and, if it comes to a link, the link's whole life. Never throws.</summary>
    public async Task RunAsync(NodeId peer, string address, CancellationToken stopping)
    {
        if (!MeshAddress.TryParse(address, out var url))
        {
            Fail(peer, $"'{address}' is not an address of the form https://HOST:PORT.");
            return;
        }

        if (!replica.IsPeer(peer))
        {
            Fail(peer, "It is not in the roster.");
            return;
        }

        using var http = new PinnedHttp(certificate, peer, _options.DialTimeout);
        await using var wire = new DialledWire(_options, time, url, token => ConnectAsync(http, url, token));
        if (await TryStartAsync(wire, stopping) is { } error)
        {
            Fail(peer, stopping.IsCancellationRequested ? "This node is shutting down." : http.Explain(error, address), http.MetAnother);
            return;
        }

        var link = links.Open(peer, wire, dialled: true);
        var reason = "a fault of this node";
        try
        {
            wire.DeliverTo(link);
            reason = await wire.Ended;
        }
        finally
        {
            await links.EndAsync(link, reason); // whatever happens: who was told of a link is told of its end
        }
    }

    private async Task<Exception?> TryStartAsync(DialledWire wire, CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(_options.DialTimeout, time);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        try
        {
            await wire.StartAsync(giveUp.Token);
            return null;
        }
        catch (Exception error)
        {
            return error; // of the network, of TLS, of the far end: each is an answer to a dial, none a fault of this node
        }
    }

    private async Task<WebSocket> ConnectAsync(PinnedHttp http, Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.Zero; // SignalR's pings do this
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(MeshAddress.Link(address), http.Invoker, cancellationToken);
            return socket;
        }
        catch (WebSocketException) when (socket.HttpStatusCode == HttpStatusCode.Forbidden)
        {
            socket.Dispose();
            throw new IOException("It does not have this node in its roster.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Fail(NodeId peer, string reason, bool alarming = false)
    {
        log.Log(alarming ? LogLevel.Warning : LogLevel.Information, "Node {Node} was dialled in vain: {Reason}", peer, reason);
        replica.Events.DialFailed(peer, reason);
    }
}
