using System.Text.Json;
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
        node is { MissingHere: { } here, MissingThere: { } there } ? new NodeLag(here, there) : null,
        node.LastFailure)
    {
        Lists = [.. node.Lists.Select(l => new NodeListLag(l.List.Value, l.MissingHere, Code(l.Here), l.MissingThere, Code(l.There)))],
        Traffic = node.Traffic is { } traffic ? Traffic(traffic) : null,
    };

    private static NodeTraffic Traffic(LinkTraffic t) => new(
        t.BatchesSent, t.BatchesReceived, t.Duplicates, t.MessagesSent, t.MessagesReceived, t.BytesSent, t.BytesReceived, t.Digests, t.Pulls, t.Grafts, t.Prunes, t.Refused, t.UnderWay)
    {
        Dials = t.Dials,
        Links = t.Links,
        Lists = [.. t.Lists.Select(l => new NodeListTraffic(l.List.Value, l.Pushed, l.Served, l.Received, l.Duplicates))],
    };

    private static string Code(LagReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    private static MeshNodeItem Waiting(WaitingNode node) => new(
        node.Node.ToString(), node.Name, node.Address, NodeState.Pending, NodeRole.Member, NodeLink.Down,
        DateTimeOffset.FromUnixTimeMilliseconds(node.RequestedAt), new NodeLag(0, 0), null);

    private static NodeLink LinkOf(LinkState link) => link switch
    {
        LinkState.Self => NodeLink.Self,
        LinkState.Distant => NodeLink.Distant,
        LinkState.Opening => NodeLink.Opening,
        LinkState.CatchingUp => NodeLink.CatchingUp,
        LinkState.InSync => NodeLink.InSync,
        _ => NodeLink.Down,
    };
}
