using AuthMesh.Client;
using AuthMesh.Core.Access;

namespace AuthMesh.Node.Rest.Mesh;

/// <summary>Shows the nodes of the mesh as the API does.</summary>
internal static class NodeItems
{
    /// <summary>Members by name, then those who wait.</summary>
    public static MeshNodeItem[] Of(MeshSnapshot mesh) =>
    [
        .. mesh.Nodes.OrderBy(node => node.Name, StringComparer.Ordinal).ThenBy(node => node.Node).Select(Member),
        .. mesh.Pending.OrderBy(node => node.RequestedAt).Select(Waiting),
    ];

    private static MeshNodeItem Member(MeshNode node) => new(
        node.Node.ToString(),
        node.Name,
        node.Address,
        NodeState.Member,
        node.Steward ? NodeRole.Steward : NodeRole.Member,
        LinkOf(node.Link),
        node.LastSeen is { } seen ? DateTimeOffset.FromUnixTimeMilliseconds(seen) : null,
        new NodeLag(node.MissingHere, node.MissingThere),
        node.LastFailure);

    private static MeshNodeItem Waiting(WaitingNode node) => new(
        node.Node.ToString(), node.Name, node.Address, NodeState.Pending, NodeRole.Member, NodeLink.Down,
        DateTimeOffset.FromUnixTimeMilliseconds(node.RequestedAt), new NodeLag(0, 0), null);

    private static NodeLink LinkOf(LinkState link) => link switch
    {
        LinkState.Self => NodeLink.Self,
        LinkState.Opening => NodeLink.Opening,
        LinkState.CatchingUp => NodeLink.CatchingUp,
        LinkState.InSync => NodeLink.InSync,
        _ => NodeLink.Down,
    };
}
