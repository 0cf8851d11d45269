using System.Collections.Immutable;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>Who keeps a link with whom, and who passes whose batches on: worked out of the roster alone, so everyone who knows it works out the same.</summary>
/// <remarks>
/// <para>Small meshes are fully linked. In a larger one the nodes stand on a few <b>rings</b>, on each in an order of its own (by a hash of their id),
/// and a node is linked with the one before and the one after it on each. One ring already connects everybody; several
/// orders that have nothing to do with each other make a random regular graph, which is an expander with high probability: its diameter
/// grows with the logarithm of the nodes, and it stays connected when many fail. Who joins or leaves moves two links a ring and no other.
/// After Law, Siu: "Distributed Construction of Random Expander Networks", 2003.</para>
/// <para>Of each <b>origin</b> there is a tree of shortest paths over these links: a node's parent is a neighbour that is one hop nearer to the
/// origin; of several, the one that a hash of the three ids picks, so that the load is spread. In a fully linked mesh that is the origin itself.
/// These trees are where the broadcast trees of <see cref="SpreadingTrees"/> begin, so that no flood is needed to form them.</para>
/// </remarks>
internal sealed class Overlay
{
    private const int FewestRings = 3, NeverFullyLinked = -1;

    /// <summary>Distances kept, in bytes; beyond, all are forgotten and worked out anew as needed (about 0.1 ms for each origin of a thousand nodes).</summary>
    private const int DistanceBytes = 16 << 20;

    private readonly Lock _lock = new();
    private readonly ImmutableArray<NodeId> _nodes;
    private readonly Dictionary<NodeId, int> _index;
    private readonly Ring[] _rings;
    private readonly int[][] _neighbours;
    private byte[]?[] _distances;

    /// <summary>For each node that was asked about, by origin: one more than the parent's place, 0 while it is not worked out.</summary>
    private readonly ushort[]?[] _parents;
    private long _distanceBytes;

    private Overlay(ImmutableArray<NodeId> nodes, int fullyLinked, int rings)
    {
        _nodes = nodes;
        _index = nodes.Select((node, at) => (node, at)).ToDictionary(n => n.node, n => n.at);
        IsFullyLinked = fullyLinked != NeverFullyLinked && nodes.Length <= Math.Max(fullyLinked, 2 * rings);
        _rings = IsFullyLinked ? [] : [.. Enumerable.Range(0, rings).Select(r => new Ring(nodes, r))];
        _neighbours = [.. Enumerable.Range(0, nodes.Length).Select(NeighboursOf)];
        _distances = new byte[]?[nodes.Length];
        _parents = new ushort[]?[nodes.Length];
    }

    /// <summary>Everybody, in the order of their ids.</summary>
    public ImmutableArray<NodeId> Nodes => _nodes;

    /// <summary>The overlay of a mesh without nodes.</summary>
    public static Overlay Empty { get; } = new([], 0, 0);

    /// <summary>True when every pair is linked.</summary>
    public bool IsFullyLinked { get; }

    /// <summary>The overlay of these nodes.</summary>
    /// <param name="nodes">In the order of their ids, each once.</param>
    public static Overlay Of(ImmutableArray<NodeId> nodes, ReplicaOptions options) =>
        OverlayMemo.Find(nodes, options.FullyLinkedNodes, options.LinkRings) ??
        OverlayMemo.Keep(new Overlay(nodes, options.FullyLinkedNodes, RingsFor(nodes.Length, options)), nodes, options.FullyLinkedNodes, options.LinkRings);

    /// <summary>The links that there are while some nodes are down: each ring closed across them (<see cref="AcrossGaps"/>). Never fully linked, however few are left.</summary>
    public Overlay Without(Func<NodeId, bool> isDown)
    {
        if (IsFullyLinked || !_nodes.Any(isDown))
        {
            return this;
        }

        ImmutableArray<NodeId> left = [.. _nodes.Where(n => !isDown(n))];
        return OverlayMemo.Find(left, NeverFullyLinked, _rings.Length) ?? OverlayMemo.Keep(new Overlay(left, NeverFullyLinked, _rings.Length), left, NeverFullyLinked, _rings.Length);
    }

    private static int RingsFor(int nodes, ReplicaOptions options) =>
        options.LinkRings > 0 ? options.LinkRings : Math.Max(FewestRings, (int)Math.Ceiling(Math.Log2(Math.Max(nodes, 1)) / 2));

    /// <summary>Whom a node is to keep a link with; empty for one that is not of the mesh.</summary>
    public IEnumerable<NodeId> NeighboursOf(NodeId node) => _index.TryGetValue(node, out var at) ? _neighbours[at].Select(n => _nodes[n]) : [];

    /// <summary>True when the two are to keep a link.</summary>
    public bool AreNeighbours(NodeId a, NodeId b) => _index.TryGetValue(a, out var at) && _index.TryGetValue(b, out var other) && Array.IndexOf(_neighbours[at], other) >= 0;

    /// <summary>The nodes whose ids begin with these eight bytes: what is said in few bytes about one is taken for all of them. One, but for who made two keys to that end.</summary>
    public IEnumerable<NodeId> Named(ulong beginning)
    {
        var (low, high) = (0, _nodes.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Mixed.Of(_nodes[middle]) < beginning ? (middle + 1, high) : (low, middle);
        }

        for (; low < _nodes.Length && Mixed.Of(_nodes[low]) == beginning; low++)
        {
            yield return _nodes[low];
        }
    }

    /// <summary>From whom a node gets an origin's batches, unless they agreed otherwise; null for the origin itself and for who is not of the mesh.</summary>
    public NodeId? ParentOf(NodeId node, NodeId origin)
    {
        if (node == origin || !_index.TryGetValue(node, out var at) || !_index.TryGetValue(origin, out var root))
        {
            return null;
        }

        if (IsFullyLinked)
        {
            return origin;
        }

        // Asked for each batch and link, so it is worked out once; threads that do it at the same time come to the same.
        ref var parent = ref (_parents[at] ??= new ushort[_nodes.Length])[root];
        if (parent == 0)
        {
            var distances = DistancesFrom(root);
            parent = (ushort)(1 + _neighbours[at].Where(n => distances[n] < distances[at]).MinBy(n => Preference(_nodes[n], node, origin)));
        }

        return _nodes[parent - 1];
    }

    /// <summary>How good a feeder a neighbour would be to a node: the least is the best, and of all neighbours' that of the parent. Fewer hops from the origin first.</summary>
    public (int Hops, ulong Preference) RankOf(NodeId neighbour, NodeId node, NodeId origin) =>
        (HopsBetween(origin, neighbour) ?? int.MaxValue, Preference(neighbour, node, origin));

    private static ulong Preference(NodeId neighbour, NodeId node, NodeId origin) => Mixed.Of(Mixed.Of(neighbour), Mixed.Of(Mixed.Of(node), Mixed.Of(origin)));

    /// <summary>How many links a batch of the origin passes to reach the node; null when one of them is not of the mesh.</summary>
    public int? HopsBetween(NodeId origin, NodeId node) =>
        _index.TryGetValue(node, out var at) && _index.TryGetValue(origin, out var root) ? DistancesFrom(root)[at] : null;

    /// <summary>Who closes the gaps beside a node: beyond each neighbour on a ring that is lost, those that follow, up to and with the first that is not lost.</summary>
    /// <remarks>Those on the far side of the gap come to the same, so both ends want the link. At most <paramref name="reach"/> lost nodes in a row are passed over.</remarks>
    public IEnumerable<NodeId> AcrossGaps(NodeId node, Func<NodeId, bool> isLost, int reach)
    {
        if (!_index.TryGetValue(node, out var at))
        {
            yield break;
        }

        foreach (var (ring, step) in _rings.SelectMany(r => new[] { (r, 1), (r, -1) }))
        {
            for (var distance = 1; distance <= reach && isLost(_nodes[ring.From(at, step * distance)]); distance++)
            {
                yield return _nodes[ring.From(at, step * (distance + 1))];
            }
        }
    }

    private int[] NeighboursOf(int at) => IsFullyLinked
        ? [.. Enumerable.Range(0, _nodes.Length).Where(n => n != at)]
        : [.. _rings.SelectMany(r => new[] { r.From(at, 1), r.From(at, -1) }).Where(n => n != at).Distinct().Order()];

    /// <summary>Breadth first, once for each origin that writes.</summary>
    private byte[] DistancesFrom(int root)
    {
        lock (_lock)
        {
            if (_distances[root] is { } known)
            {
                return known;
            }

            if ((_distanceBytes += _nodes.Length) > DistanceBytes)
            {
                (_distances, _distanceBytes) = (new byte[]?[_nodes.Length], _nodes.Length);
            }

            return _distances[root] = Measure(root);
        }
    }

    private byte[] Measure(int root)
    {
        var distances = new byte[_nodes.Length];
        Array.Fill(distances, byte.MaxValue);
        distances[root] = 0;
        var queue = new Queue<int>([root]);
        while (queue.TryDequeue(out var at))
        {
            foreach (var next in _neighbours[at])
            {
                if (distances[next] == byte.MaxValue)
                {
                    distances[next] = (byte)Math.Min(distances[at] + 1, byte.MaxValue - 1);
                    queue.Enqueue(next);
                }
            }
        }

        return distances;
    }

    /// <summary>One order of all nodes, closed to a circle.</summary>
    private sealed class Ring
    {
        private readonly int[] _order;
        private readonly int[] _place;

        public Ring(ImmutableArray<NodeId> nodes, int number)
        {
            _order = [.. Enumerable.Range(0, nodes.Length).OrderBy(n => Mixed.Of((ulong)number + 1, Mixed.Of(nodes[n]))).ThenBy(n => n)];
            _place = new int[nodes.Length];
            for (var place = 0; place < _order.Length; place++)
            {
                _place[_order[place]] = place;
            }
        }

        /// <summary>The node so many places on.</summary>
        public int From(int node, int steps) => _order[(((_place[node] + steps) % _order.Length) + _order.Length) % _order.Length];
    }
}
