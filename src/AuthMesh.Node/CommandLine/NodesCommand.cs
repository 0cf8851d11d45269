using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>Shows the nodes of the mesh.</summary>
internal sealed class NodesCommand(Terminal terminal) : NodeCommand("nodes", "Shows the nodes of the mesh as the asked one sees them.", terminal)
{
    protected override async Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        var nodes = await command.Client.GetNodesAsync(cancellationToken);
        command.Output.Write(nodes, text => TextTable.Write(
            text,
            ["NAME", "STATE", "ROLE", "LINK", "LAG", "LAST-SEEN", "ADDRESS", "ID"],
            nodes.Select(node => new[]
            {
                node.Name,
                node.State.ToString().ToLowerInvariant(),
                node.Role.ToString().ToLowerInvariant(),
                LinkOf(node),
                node.Lag is { } lag ? $"{lag.Here}/{lag.There}" : "-",
                node.LastSeen is { } seen ? $"{seen.UtcDateTime:u}" : "-",
                node.Address.Length > 0 ? node.Address : "-",
                node.NodeId,
            })));
        return ExitCode.Success;
    }

    private static string LinkOf(MeshNodeItem node) => node.Link switch
    {
        NodeLink.InSync => "in-sync",
        NodeLink.CatchingUp => "catching-up",
        var link => link.ToString().ToLowerInvariant(),
    };
}
