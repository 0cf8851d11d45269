using AuthMesh.Admin.Live;
using AuthMesh.Admin.Shell;
using AuthMesh.Core.Access;
using Microsoft.AspNetCore.Components;

namespace AuthMesh.Admin.Nodes;

/// <summary>The nodes of the mesh as this one sees them, live.</summary>
public partial class NodesPage : LiveComponent
{
    private MeshSnapshot mesh = null!;
    private bool inviting, joining;

    [Inject] private IMeshMonitor Monitor { get; set; } = null!;

    private bool IsAlone => mesh.Nodes.Length <= 1;

    /// <summary>This node first, the others by name: a row keeps its place whatever its link does.</summary>
    private IReadOnlyList<MeshNode> Sorted => [.. mesh.Nodes.OrderByDescending(node => node.IsSelf).ThenBy(NodeLabel.Of, StringComparer.Ordinal).ThenBy(node => node.Node)];

    protected override void OnInitialized()
    {
        mesh = Monitor.Current;
        base.OnInitialized();
    }

    protected override void Follow() => Monitor.Changed += News;

    protected override void Unfollow() => Monitor.Changed -= News;

    protected override Task OnNewsAsync()
    {
        mesh = Monitor.Current;
        return base.OnNewsAsync();
    }

    private static string Missing(MeshNode node, long? count) => node.IsSelf ? "—" : count?.ToString("N0") ?? "—";
}
