using System.Net;

namespace AuthMesh.Transport;

/// <summary>Where this node meets its peers, and the limits of that (<c>AuthMesh:Mesh</c>).</summary>
public sealed class MeshOptions
{
    public const string Section = "AuthMesh:Mesh";

    /// <summary>The address to listen on: <c>https://</c>, an IP address or <c>localhost</c>, and a port (0: any free one).
    /// Default: all IPv4 addresses, port 7443.</summary>
    public string Url { get; set; } = "https://0.0.0.0:7443";

    /// <summary>The address that peers dial, put into the roster and into invitations: <c>https://</c>, a name or address, and a port.
    /// Default: <see cref="Url"/> if it names one address, else <c>https://MACHINE:PORT</c>.</summary>
    public string? AdvertisedUrl { get; set; }

    /// <summary>How often each end of a link shows that it lives. Lower notices dead peers sooner and costs idle traffic. Default 1 s; 50 ms to 1 min.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A peer that was silent for so long is taken for dead, and its link is closed. Lower raises false alarms on busy machines;
    /// higher keeps a cut unnoticed. What others say about it comes on top: the whole mesh knows within about 2 s more. Default 3 s; at least three times <see cref="PingInterval"/>, at most 10 min.</summary>
    public TimeSpan PeerTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>A dial that is not answered for so long has failed. Default 5 s; 100 ms to 1 min.</summary>
    public TimeSpan DialTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes that may wait to be sent on one link; one more closes it, since whoever sends should have kept to the peer's window.
    /// Default 16 MiB; at least two frames.</summary>
    public int MaxQueuedBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Bytes received on one link that may wait for the replica; beyond, nothing is read and the sender slows down.
    /// Default 4 MiB; at least one frame.</summary>
    public int MaxWaitingBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Connections accepted from peers at a time, all peers together; one more is closed before a byte of it is read. A node has a few links of its own
    /// and some guests, so this is met only when a great many come at once. Default 512; 64 to 65,536.</summary>
    public int MaxPeerConnections { get; set; } = 512;

    /// <summary>Connections that one peer may have here at a time: one link, one more after a change of network, one in reserve. Default 3; 1 to 16.</summary>
    public int MaxConnectionsPerPeer { get; set; } = 3;

    /// <summary>Connections at a time that are no peer's: handshakes under way, newcomers, strangers. Default 64; 1 to 10,000.</summary>
    public int MaxStrangers { get; set; } = 64;

    /// <summary>The same for one remote address. Default 16; at least 1.</summary>
    public int MaxStrangersPerAddress { get; set; } = 16;

    /// <summary>How long a connection that is no peer's may last: enough for a handshake and one request. Default 15 s; 100 ms to 10 min.</summary>
    public TimeSpan StrangerTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Requests to join that are looked at in a minute. Default 120; at least 1.</summary>
    public int JoinsPerMinute { get; set; } = 120;

    /// <summary>The same for one remote address. Default 30; at least 1.</summary>
    public int JoinsPerMinutePerAddress { get; set; } = 30;

    /// <summary>Longest frame, in bytes: a rule of the protocol, not a setting.</summary>
    public const int MaxFrameBytes = 1024 * 1024;

    /// <summary>Reads <see cref="Url"/>; null when it is not valid.</summary>
    internal IPEndPoint? EndPoint()
    {
        if (!MeshAddress.TryParse(Url, out var url))
        {
            return null;
        }

        var address = url.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(url.Host.Trim('[', ']'), out var ip) ? ip : null;
        return address is null ? null : new IPEndPoint(address, url.Port);
    }
}
