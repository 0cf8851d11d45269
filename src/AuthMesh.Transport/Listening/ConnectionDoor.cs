using System.Net;
using AuthMesh.Core.Identity;
using AuthMesh.Transport.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthMesh.Transport.Listening;

/// <summary>Counts the connections of the mesh listener, before and after TLS.</summary>
/// <remarks>
/// A connection begins as a stranger's: of these there are few at a time, few from one address, and none for long. With the
/// handshake done a peer's connection moves out of their number into the peer's own. So however many strangers knock, the
/// links that are up stay up, and those from other addresses still come through.
/// </remarks>
internal sealed class ConnectionDoor(IOptions<MeshOptions> options, ReplicaPort replica, TimeProvider time, ILogger<ConnectionDoor> log)
{
    private readonly TimeSpan _strangerTimeout = options.Value.StrangerTimeout;
    private readonly Occupancy<IPAddress> _strangers = new(options.Value.MaxStrangers, options.Value.MaxStrangersPerAddress);
    private readonly Occupancy<NodeId> _peers = new(options.Value.MaxPeerConnections, options.Value.MaxConnectionsPerPeer);
    private readonly LogThrottle _throttle = new(time);
    private long _refused;

    /// <summary>Connections that are no peer's, or whose handshake is not done.</summary>
    public int Strangers => _strangers.Inside;

    /// <summary>Connections of peers.</summary>
    public int Peers => _peers.Inside;

    /// <summary>Connections that were turned away since start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Around the whole connection.</summary>
    public async Task BeforeTlsAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = RemoteNetwork.Of((connection.RemoteEndPoint as IPEndPoint)?.Address);
        if (!_strangers.TryEnter(address))
        {
            Refuse(connection, "too many connections that are no peer's");
            connection.Abort();
            return;
        }

        await using var visit = new StrangerVisit(connection, time, _strangerTimeout, leave: () => _strangers.Leave(address));
        connection.Features.Set(visit);
        await next(connection);
        if (connection.Features.Get<MeshPeer>() is null)
        {
            Refuse(connection, "no TLS 1.3 handshake with a P-256 client certificate");
        }
    }

    /// <summary>Around what comes over TLS: only a connection with a proven key gets through.</summary>
    public async Task AfterTlsAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (!MeshPeer.TryRead(connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate, out var peer))
        {
            connection.Abort();
            return;
        }

        connection.Features.Set(peer);
        if (!replica.IsPeer(peer.Node))
        {
            await next(connection);
            return;
        }

        if (!_peers.TryEnter(peer.Node))
        {
            Refuse(connection, $"too many connections of node {peer.Node}, or of all peers");
            connection.Abort();
            return;
        }

        try
        {
            connection.Features.Get<StrangerVisit>()!.End();
            await next(connection);
        }
        finally
        {
            _peers.Leave(peer.Node);
        }
    }

    private void Refuse(ConnectionContext connection, string reason)
    {
        Interlocked.Increment(ref _refused);
        if (_throttle.TryEnter(out var suppressed))
        {
            log.LogWarning("Refused a mesh connection from {Remote}: {Reason} ({Suppressed} such lines left out before).", connection.RemoteEndPoint, reason, suppressed);
        }
    }
}
