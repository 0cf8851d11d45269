using AuthMesh.Simulation.Network;

namespace AuthMesh.Simulation.Measuring;

/// <summary>How soon an update could be everywhere, over the links that there are in undisturbed weather: Dijkstra's distances in milliseconds, to compare a run with.</summary>
public sealed class ShortestWays
{
    private readonly List<(int To, double Cost)>[] _links;

    /// <summary>Over the live links.</summary>
    /// <param name="network">What connects them.</param>
    /// <param name="nodes">How many there are.</param>
    /// <param name="commit">Milliseconds that a node takes to make a round durable.</param>
    public ShortestWays(SimulatedNetwork network, int nodes, int commit)
    {
        _links = [.. Enumerable.Range(0, nodes).Select(_ => new List<(int, double)>())];
        foreach (var link in network.Links)
        {
            var (a, b) = (link.Dialler.Process.Number, link.Acceptor.Process.Number);
            var cost = ((network.Weather.Latency.Min + network.Weather.Latency.Max) / 2.0) + network.Weather.Between(a, b) + commit;
            _links[a].Add((b, cost));
            _links[b].Add((a, cost));
        }
    }

    /// <summary>To each node from an origin.</summary>
    /// <param name="fewestHops">Only along ways of as few links as there can be.</param>
    public double[] From(int origin, bool fewestHops)
    {
        var best = new (int Hops, double Cost)[_links.Length];
        Array.Fill(best, (int.MaxValue, double.PositiveInfinity));
        best[origin] = (0, 0);
        var queue = new PriorityQueue<int, (int, double)>([(origin, (0, 0))]);
        while (queue.TryDequeue(out var node, out var reached))
        {
            foreach (var (to, cost) in reached == best[node] ? _links[node] : [])
            {
                var way = (Hops: fewestHops ? reached.Item1 + 1 : 0, Cost: reached.Item2 + cost);
                if (way.CompareTo(best[to]) < 0)
                {
                    best[to] = way;
                    queue.Enqueue(to, way);
                }
            }
        }

        return [.. best.Select(b => b.Cost)];
    }
}
