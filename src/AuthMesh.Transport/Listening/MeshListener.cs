using System.Net;
using System.Net.Security;
using AuthMesh.Transport.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace AuthMesh.Transport.Listening;

/// <summary>The listener for peers, and under which address they reach it.</summary>
public sealed class MeshListener
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(5);

    private readonly MeshOptions _options;
    private readonly NodeCertificate _certificate;
    private readonly ConnectionDoor _door;
    private ListenOptions? _listening;

    internal MeshListener(IOptions<MeshOptions> options, NodeCertificate certificate, ConnectionDoor door)
    {
        _options = options.Value;
        _certificate = certificate;
        _door = door;
    }

    /// <summary>Where it listens; with port 0 configured, the real port once the server has started.</summary>
    public IPEndPoint EndPoint => (_listening?.EndPoint as IPEndPoint) ?? _options.EndPoint()!;

    /// <summary>The address that peers should dial; settled once the server has started.</summary>
    public string AdvertisedUrl
    {
        get
        {
            if (_options.AdvertisedUrl is { } advertised)
            {
                return advertised.TrimEnd('/');
            }

            var everywhere = EndPoint.Address.Equals(IPAddress.Any) || EndPoint.Address.Equals(IPAddress.IPv6Any);
            var host = everywhere ? Environment.MachineName.ToLowerInvariant() : new Uri(_options.Url).Host;
            return $"https://{host}:{EndPoint.Port}";
        }
    }

    internal void Listen(KestrelServerOptions kestrel) => kestrel.Listen(_options.EndPoint()!, listen =>
    {
        _listening = listen;
        listen.Protocols = HttpProtocols.Http1; // links are upgraded from it
        listen.Use(next => connection => _door.BeforeTlsAsync(connection, next));
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = HandshakeTimeout,
            OnConnection = _ =>
            {
                var tls = new SslServerAuthenticationOptions();
                _certificate.Configure(tls);
                return ValueTask.FromResult(tls);
            },
        });
        listen.Use(next => connection => _door.AfterTlsAsync(connection, next));
    });
}
