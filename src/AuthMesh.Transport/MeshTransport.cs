using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;
using AuthMesh.Transport.Identity;
using AuthMesh.Transport.Joining;
using AuthMesh.Transport.Links;
using AuthMesh.Transport.Listening;
using AuthMesh.Transport.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthMesh.Transport;

/// <summary>Registers the mesh transport, opens its listener and maps its two doors.</summary>
public static class MeshTransport
{
    /// <summary>Switches SignalR's own timeouts off: <see cref="SilenceWatch"/> does better.</summary>
    internal static readonly TimeSpan Never = TimeSpan.FromDays(3650);

    private const int PipeBytes = 256 * 1024;

    /// <summary>Registers <see cref="ILinkTransport"/>, identity, <see cref="JoinClient"/> and <see cref="MeshListener"/>.</summary>
    /// <remarks>The host adds a <see cref="NodeKey"/> (see <see cref="NodeKeyFile"/>) and <see cref="ILinkEvents"/>, and calls <see cref="ListenMesh"/> and <see cref="MapMesh"/>.</remarks>
    public static IServiceCollection AddMeshTransport(this IServiceCollection services)
    {
        services.AddOptions<MeshOptions>().BindConfiguration(MeshOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MeshOptions>, MeshOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<INodeSigner>(provider => provider.GetRequiredService<NodeKey>());
        services.AddSingleton<ISignatureVerifier, EcdsaVerifier>();
        services.AddSingleton<IEntropy, SystemEntropy>();
        services.AddSingleton<NodeCertificate>();
        services.AddSingleton<ReplicaPort>();

        services.AddSingleton<ConnectionDoor>();
        services.AddSingleton<IStartupFilter, MeshBoundary>();
        services.AddSingleton(provider => new MeshListener(
            provider.GetRequiredService<IOptions<MeshOptions>>(), provider.GetRequiredService<NodeCertificate>(), provider.GetRequiredService<ConnectionDoor>()));

        services.AddSingleton<LinkRegistry>();
        services.AddSingleton<LinkDialer>();
        services.AddSingleton<SignalRLinkTransport>();
        services.AddSingleton<ILinkTransport>(provider => provider.GetRequiredService<SignalRLinkTransport>());
        services.AddHostedService(provider => provider.GetRequiredService<SignalRLinkTransport>());
        AddHub(services);

        services.AddHostedService<TransportMeter>();

        services.AddSingleton<JoinDoor>();
        services.AddSingleton(provider => new JoinClient(
            provider.GetRequiredService<NodeCertificate>(), provider.GetRequiredService<IOptions<MeshOptions>>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>Opens the mesh listener. Naming a listener in code switches configured URLs off, so the host names the others, too.</summary>
    public static KestrelServerOptions ListenMesh(this KestrelServerOptions kestrel)
    {
        kestrel.ApplicationServices.GetRequiredService<MeshListener>().Listen(kestrel);
        return kestrel;
    }

    /// <summary>Maps the doors for links and newcomers. They are reachable over the mesh listener only, and nothing else is reachable there.</summary>
    public static IEndpointRouteBuilder MapMesh(this IEndpointRouteBuilder endpoints)
    {
        var http = new HttpConnectionDispatcherOptions
        {
            Transports = HttpTransportType.WebSockets,
            ApplicationMaxBufferSize = PipeBytes,
            TransportMaxBufferSize = PipeBytes,
            WebSockets = { CloseTimeout = TimeSpan.FromSeconds(1) },
        };
        endpoints.MapConnections(MeshAddress.LinkPath, http, connection => connection.UseSilenceWatch().UseHub<MeshHub>()).AllowAnonymous();

        endpoints.MapPost(MeshAddress.JoinPath, (JoinDoor door, HttpContext context) => door.AnswerAsync(context))
            .AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        return endpoints;
    }

    private static void AddHub(IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHubProtocol, FrameHubProtocol>(_ => new FrameHubProtocol()));
        services.AddSignalR().AddHubOptions<MeshHub>(_ => { });
        services.AddOptions<HubOptions<MeshHub>>().Configure<IOptions<MeshOptions>>((hub, mesh) =>
        {
            hub.SupportedProtocols = [FrameHubProtocol.ProtocolName];
            hub.MaximumReceiveMessageSize = MeshOptions.MaxFrameBytes + FrameHubProtocol.Overhead;
            hub.MaximumParallelInvocationsPerClient = 1; // keeps frames in order, and holds reading up while one is handled
            hub.KeepAliveInterval = mesh.Value.PingInterval;
            hub.ClientTimeoutInterval = Never;
            hub.HandshakeTimeout = mesh.Value.DialTimeout;
            hub.EnableDetailedErrors = false;
        });
    }
}
