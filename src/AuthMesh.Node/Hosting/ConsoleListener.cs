using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>Opens the console's listener. The mesh transport keeps what it serves apart from this.</summary>
internal sealed class ConsoleListener(IOptions<ConsoleOptions> options, ConsoleCertificate certificate, ConsoleDoor door)
{
    /// <summary>The greatest body of any request: nothing that a list takes is larger.</summary>
    public const int MaxRequestBody = 1024 * 1024;

    private ListenOptions? _listener;

    private ConsoleAddress Address => ConsoleAddress.TryParse(options.Value.Url, out var address) ? address : throw new InvalidOperationException("Validated at start.");

    /// <summary>How programs on this machine reach the console; known once the server has started.</summary>
    public Uri Url => Address.LocalUrl(_listener?.IPEndPoint?.Port is > 0 and var bound ? bound : Address.Port);

    public void Listen(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxRequestBody;

        var address = Address;
        switch (address)
        {
            case { Address: null, Port: not 0 }:
                kestrel.ListenLocalhost(address.Port, Use);
                break;
            default:
                // A free port cannot be taken on both loopback addresses at once: localhost:0 is 127.0.0.1:0.
                kestrel.Listen(new IPEndPoint(address.Address ?? IPAddress.Loopback, address.Port), Use);
                break;
        }

        void Use(ListenOptions listener)
        {
            _listener = listener;
            listener.Use(next => connection => door.EnterAsync(connection, next));
            if (address.IsSecure)
            {
                listener.UseHttps(certificate.Value);
            }
        }
    }
}
