using System.CommandLine;
using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>Shows a node and its lists.</summary>
internal sealed class StatusCommand(Terminal terminal) : NodeCommand("status", "Shows the node and its lists. Exit code 1 while a list is not ready.", terminal)
{
    protected override NodeNeed Needs(ParseResult command) => NodeNeed.Running;

    protected override async Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        var client = command.Client;
        var node = await client.GetNodeAsync(cancellationToken);
        var nodes = await client.GetNodesAsync(cancellationToken);
        var lists = await client.GetListsAsync(cancellationToken);
        command.Output.Write(new { node, nodes, lists }, text =>
        {
            text.WriteLine($"node     {node.Name}  {node.NodeId}");
            text.WriteLine($"mesh     {node.MeshId ?? "none"}");
            text.WriteLine($"version  {node.Version}, up since {node.StartedAt:u}");
            text.WriteLine($"nodes    {nodes.Count(n => n.Link is NodeLink.Self or NodeLink.InSync or NodeLink.CatchingUp or NodeLink.Distant)} of {nodes.Count} reachable");
            WriteLinks(text, nodes);
            text.WriteLine();
            TextTable.Write(
                text,
                ["LIST", "STATE", "ENTRIES", "MEMBERSHIPS", "ATTRIBUTES", "CONFLICTS", "STATE-HASH"],
                lists.Select(list => new[]
                {
                    list.List, ListsCommand.StateOf(list), $"{list.Entries}", $"{list.Memberships}", $"{list.Attributes}", $"{list.Conflicts}", list.StateHash[..12],
                }));
        });
        return node.MeshId is not null && lists.Count > 0 && lists.All(list => ListsCommand.StateOf(list) == "ready") ? ExitCode.Success : ExitCode.Negative;
    }

    /// <summary>The sums over all links, and whatever is missing or failed, a line each.</summary>
    private static void WriteLinks(TextWriter text, IReadOnlyList<MeshNodeItem> nodes)
    {
        var traffic = nodes.Select(n => n.Traffic).OfType<NodeTraffic>().ToList();
        text.WriteLine($"links    {traffic.Sum(t => t.BatchesReceived)} batches received, {traffic.Sum(t => t.Duplicates)} of them twice; {traffic.Sum(t => t.BacklogBytes)} bytes under way");
        foreach (var node in nodes)
        {
            foreach (var list in node.Lists.Where(l => l.Here + l.There > 0))
            {
                text.WriteLine($"lag      {node.Name}, {list.List}: {list.Here} missing here ({list.HereReason}), {list.There} missing there ({list.ThereReason})");
            }

            if (node is { Link: NodeLink.Down, LastFailure: { } failure })
            {
                text.WriteLine($"down     {node.Name}: {failure}");
            }
        }
    }
}
