using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Persistence;
using AuthMesh.Core.Replication;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Replication;

/// <summary>Registers the replica, the loop that drives it, and the ports behind which it is used.</summary>
internal static class ReplicaServices
{
    public static IServiceCollection AddReplica(this IServiceCollection services)
    {
        services.AddOptions<ReplicaLoopOptions>().BindConfiguration(ReplicaLoopOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReplicaLoopOptions>, ReplicaLoopOptionsValidation>();
        services.AddOptions<JoinOptions>().BindConfiguration(JoinOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<JoinOptions>, JoinOptionsValidation>();

        services.AddSingleton<ReplicaClock>();
        services.AddSingleton<DataAges>();
        services.AddSingleton<ReplicaReports>();
        services.AddSingleton<ReplicaMonitor>();
        services.AddSingleton<IListMonitor>(provider => provider.GetRequiredService<ReplicaMonitor>());
        services.AddSingleton<IMeshMonitor>(provider => provider.GetRequiredService<ReplicaMonitor>());

        services.AddSingleton<Func<Replica>>(provider => () => NewReplica(provider));
        services.AddSingleton<ReplicaLoop>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplicaLoop>());
        services.AddHostedService<ReplicationMeter>();
        services.AddSingleton<MeshJoiner>();
        services.AddHostedService(provider => provider.GetRequiredService<MeshJoiner>());

        services.AddSingleton<ReplicaFacade>();
        services.AddSingleton<IListWriter>(provider => provider.GetRequiredService<ReplicaFacade>());
        services.AddSingleton<IMeshAdministration>(provider => provider.GetRequiredService<ReplicaFacade>());
        services.AddSingleton<ILinkEvents, ReplicaLinkEvents>();
        return services;
    }

    private static Replica NewReplica(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<ReplicaLoopOptions>>().Value;
        return new Replica(
            provider.GetRequiredService<INodeSigner>(),
            provider.GetRequiredService<IReplicaStore>(),
            provider.GetRequiredService<ISignatureVerifier>(),
            provider.GetRequiredService<IEntropy>(),
            new ReplicaOptions
            {
                ProductVersion = Hosting.NodeDescription.Version,
                WindowBytes = options.WindowBytes,
                DigestInterval = options.DigestInterval,
                IdleDigestInterval = options.IdleDigestInterval,
                RedialCap = options.RedialCap,
                FullyLinkedNodes = options.FullyLinkedNodes,
                LinkRings = options.LinkRings,
                GuestLinks = options.GuestLinks,
            });
    }
}
