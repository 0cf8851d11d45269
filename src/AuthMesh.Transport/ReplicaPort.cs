using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;
using Microsoft.Extensions.DependencyInjection;

namespace AuthMesh.Transport;

/// <summary>The replica's host as the transport sees it.</summary>
/// <remarks>Looked up at first use: host and transport call each other, so neither can be made with the other at hand.</remarks>
internal sealed class ReplicaPort(IServiceProvider services)
{
    private readonly Lazy<ILinkEvents> _events = new(services.GetRequiredService<ILinkEvents>);

    public ILinkEvents Events => _events.Value;

    public bool IsPeer(NodeId node) => Events.IsPeer(node);
}
