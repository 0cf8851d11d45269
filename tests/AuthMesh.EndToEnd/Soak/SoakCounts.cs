using System.Globalization;
using AuthMesh.Client;
using AuthMesh.Simulation.Measuring;
using AuthMesh.Testing.Nodes;

namespace AuthMesh.EndToEnd.Soak;

/// <summary>What went over all links together.</summary>
/// <param name="Copies">Batches that arrived, each copy.</param>
/// <param name="Digests">Of the messages, announcements of what a node has.</param>
internal sealed record SoakCounts(double Messages, double Bytes, double Copies, double Digests, double Duplicates)
{
    /// <summary>As the nodes themselves count it, since they started.</summary>
    public static async Task<SoakCounts> ReadAsync(IEnumerable<NodeProcess> nodes)
    {
        var peers = await Task.WhenAll(nodes.Select(n => n.Client.GetNodesAsync()));
        var links = peers.SelectMany(p => p).Select(p => p.Traffic).OfType<NodeTraffic>().ToList();
        return new SoakCounts(links.Sum(t => t.MessagesSent), links.Sum(t => t.BytesSent), links.Sum(t => t.BatchesReceived), links.Sum(t => t.Digests), links.Sum(t => t.Duplicates));
    }

    /// <summary>As the simulation counts it.</summary>
    public static SoakCounts Of(RunResult result) => new(
        result.Messages.Values.Sum(m => m.Count), result.Bytes, result.Copies * result.Batches * (result.Nodes - 1), result.Messages.GetValueOrDefault("Digest")?.Count ?? 0, result.Duplicates);

    /// <summary>What was counted since another count.</summary>
    public SoakCounts Since(SoakCounts before) => new(Messages - before.Messages, Bytes - before.Bytes, Copies - before.Copies, Digests - before.Digests, Duplicates - before.Duplicates);

    /// <summary>A Markdown table of this and the simulated counts.</summary>
    public string BesideSimulated(SoakCounts simulated) => string.Join('\n',
    [
        "| | real | simulated | ratio |", "|---|---|---|---|",
        Row("messages", Messages, simulated.Messages), Row("bytes", Bytes, simulated.Bytes), Row("copies of batches", Copies, simulated.Copies),
        Row("digests", Digests, simulated.Digests), Row("duplicates", Duplicates, simulated.Duplicates),
    ]);

    private static string Row(string what, double real, double simulated) =>
        string.Create(CultureInfo.InvariantCulture, $"| {what} | {real:N0} | {simulated:N0} | {real / Math.Max(1, simulated):0.00} |");
}
