using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;

namespace AuthMesh.Admin.Shell;

/// <summary>How a node is called where its whole id does not fit.</summary>
internal static class NodeLabel
{
    public static string Of(MeshNode node) => node.Name.Length > 0 ? node.Name : node.Node.Short;

    /// <summary>A node that left the roster, or is not in it yet, goes by its short id.</summary>
    public static string Of(MeshSnapshot mesh, NodeId id) =>
        mesh.Nodes.FirstOrDefault(node => node.Node == id) is { } node ? Of(node) : id.Short;

    /// <summary>The node itself.</summary>
    public static string OfSelf(MeshSnapshot mesh) => Of(mesh, mesh.Self);
}
