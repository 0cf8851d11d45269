using System.Collections.Concurrent;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthMesh.Transport.Links;

/// <summary>All live links of this node, dialled and accepted.</summary>
internal sealed class LinkRegistry(ReplicaPort replica, IOptions<MeshOptions> options, ILogger<LinkRegistry> log)
{
    private readonly ConcurrentDictionary<LinkId, PeerLink> _links = new();
    private long _lastId;
    private volatile bool _stopping;

    /// <summary>All that are up now.</summary>
    public IEnumerable<PeerLink> Live => _links.Values;

    public PeerLink? Find(LinkId id) => _links.GetValueOrDefault(id);

    /// <summary>A connection with a proven peer is up.</summary>
    public PeerLink Open(NodeId peer, ILinkWire wire, bool dialled)
    {
        var link = new PeerLink(new LinkId(Interlocked.Increment(ref _lastId)), peer, wire, replica.Events, options.Value.MaxQueuedBytes, log);
        _links[link.Id] = link;
        log.LogInformation("Link {Link} with node {Node} is up ({Direction}).", link.Id.Value, peer, dialled ? "dialled" : "accepted");
        link.Open(dialled);
        if (_stopping)
        {
            link.Close(ShuttingDown);
        }

        return link;
    }

    /// <summary>A connection is gone. Once for each <see cref="Open"/>.</summary>
    public async Task EndAsync(PeerLink link, string reason)
    {
        var told = await link.EndAsync(reason);
        _links.TryRemove(link.Id, out _);
        log.LogInformation("Link {Link} with node {Node} is down: {Reason}.", link.Id.Value, link.Peer, told.TrimEnd('.'));
    }

    /// <summary>Closes every link, and each that should still come up.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        var open = _links.Values.ToList();
        open.ForEach(link => link.Close(ShuttingDown));
        await Task.WhenAll(open.Select(link => link.Ended)).WaitAsync(cancellationToken);
    }

    private const string ShuttingDown = "this node is shutting down";
}
