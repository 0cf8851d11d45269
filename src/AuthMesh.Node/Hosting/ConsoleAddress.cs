using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace AuthMesh.Node.Hosting;

/// <summary>Where the console listens, read from its URL.</summary>
/// <param name="Address">Null for <c>localhost</c>: every loopback address.</param>
/// <param name="Port">0 for any free one.</param>
internal sealed record ConsoleAddress(bool IsSecure, IPAddress? Address, int Port)
{
    /// <summary>What a URL may look like, for error messages.</summary>
    public const string Allowed =
        "http://localhost:PORT or another loopback address, or https://ADDRESS:PORT, where ADDRESS is an IP address or localhost (0.0.0.0 or [::] for all); " +
        "plain http beyond loopback would show tokens and passwords to the network";

    public bool IsLoopback => Address is null || IPAddress.IsLoopback(Address);

    /// <summary>The URL by which a program on this machine reaches the listener once it is bound to this port.</summary>
    public Uri LocalUrl(int boundPort)
    {
        var host = Address switch
        {
            null => "localhost",
            _ when Address.Equals(IPAddress.Any) => "127.0.0.1",
            _ when Address.Equals(IPAddress.IPv6Any) => "[::1]",
            { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } => $"[{Address}]",
            _ => Address.ToString(),
        };
        return new Uri($"{(IsSecure ? "https" : "http")}://{host}:{boundPort}");
    }

    /// <summary>False unless the URL is of a form in <see cref="Allowed"/>.</summary>
    public static bool TryParse(string? url, [NotNullWhen(true)] out ConsoleAddress? result)
    {
        result = null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") ||
            uri.PathAndQuery != "/" || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            return false;
        }

        IPAddress? address = null;
        if (uri.Host != "localhost" && !IPAddress.TryParse(uri.DnsSafeHost, out address))
        {
            return false;
        }

        var read = new ConsoleAddress(uri.Scheme == "https", address, uri.Port);
        result = read.IsSecure || read.IsLoopback ? read : null;
        return result is not null;
    }
}
