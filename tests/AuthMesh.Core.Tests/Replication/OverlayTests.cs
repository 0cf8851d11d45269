using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>Who is whose neighbour, and the trees that follow from it.</summary>
public sealed class OverlayTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public void A_small_mesh_is_fully_linked_and_everybody_gets_a_batch_from_its_origin(int count)
    {
        var (nodes, overlay) = Of(count);
        Assert.All(nodes, n => Assert.Equal(nodes.Where(m => m != n), overlay.NeighboursOf(n)));
        Assert.All(nodes, n => Assert.All(nodes.Where(m => m != n), m => Assert.Equal(m, overlay.ParentOf(n, m))));
        Assert.Null(overlay.ParentOf(nodes[0], nodes[0]));
    }

    [Theory]
    [InlineData(17, 6)]
    [InlineData(64, 6)]
    [InlineData(65, 8)]
    [InlineData(300, 10)]
    [InlineData(1000, 10)]
    public void A_large_mesh_has_few_links_at_each_node_both_ends_agree_on_them_and_paths_are_short(int count, int links)
    {
        var (nodes, overlay) = Of(count);
        foreach (var node in nodes)
        {
            var neighbours = overlay.NeighboursOf(node).ToList();
            Assert.InRange(neighbours.Count, links / 2, links);
            Assert.DoesNotContain(node, neighbours);
            Assert.All(neighbours, n => Assert.True(overlay.AreNeighbours(n, node)));
        }

        Assert.All(nodes.Take(50), origin => Assert.InRange(nodes.Max(n => overlay.HopsBetween(origin, n)!.Value), 2, (int)Math.Ceiling(Math.Log2(count))));
    }

    [Theory]
    [InlineData(20, 2)]
    [InlineData(200, 3)]
    public void Without_the_nodes_that_are_down_trees_use_just_the_links_that_close_the_gaps(int count, int outOf)
    {
        var (nodes, overlay) = Of(count);
        var down = nodes.Where((_, i) => i % outOf == 1).ToHashSet();
        var left = overlay.Without(down.Contains);

        foreach (var node in nodes.Where(n => !down.Contains(n)))
        {
            var linked = overlay.NeighboursOf(node).Concat(overlay.AcrossGaps(node, down.Contains, reach: count)).Where(n => !down.Contains(n)).ToHashSet();
            Assert.Superset(left.NeighboursOf(node).ToHashSet(), linked);
            Assert.All(nodes.Where(n => !down.Contains(n) && n != node), origin => Assert.Contains(left.ParentOf(node, origin)!.Value, linked));
        }

        Assert.False(left.IsFullyLinked);
        Assert.Same(overlay, overlay.Without(_ => false));
    }

    [Theory]
    [InlineData(17)]
    [InlineData(200)]
    public void Going_from_parent_to_parent_leads_to_the_origin_by_a_shortest_path(int count)
    {
        var (nodes, overlay) = Of(count);
        foreach (var origin in nodes.Take(20))
        {
            foreach (var node in nodes)
            {
                var hops = 0;
                for (var at = node; at != origin; at = overlay.ParentOf(at, origin)!.Value)
                {
                    Assert.True(++hops <= overlay.HopsBetween(origin, node));
                }

                Assert.Equal(overlay.HopsBetween(origin, node), hops);
            }
        }
    }

    [Fact]
    public void Who_joins_moves_the_links_beside_its_own_places_and_no_other()
    {
        var nodes = Nodes(501);
        var newcomer = nodes[250];
        var before = Overlay.Of([.. nodes.Where(n => n != newcomer)], new ReplicaOptions());
        var after = Overlay.Of([.. nodes], new ReplicaOptions());
        var moved = nodes.Where(n => n != newcomer).Count(n => !before.NeighboursOf(n).SequenceEqual(after.NeighboursOf(n)));
        Assert.InRange(moved, 2, 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void With_a_third_of_the_nodes_lost_the_others_close_the_gaps_and_stay_connected(int seed)
    {
        var (nodes, overlay) = Of(400);
        var random = new Random(seed);
        var lost = nodes.Where(_ => random.Next(3) == 0).ToHashSet();
        IEnumerable<NodeId> LinksOf(NodeId node) => overlay.NeighboursOf(node).Concat(overlay.AcrossGaps(node, lost.Contains, reach: 16)).Where(n => !lost.Contains(n));

        var alive = nodes.Where(n => !lost.Contains(n)).ToList();
        var reached = new HashSet<NodeId> { alive[0] };
        var queue = new Queue<NodeId>(reached);
        while (queue.TryDequeue(out var at))
        {
            foreach (var next in LinksOf(at).Where(reached.Add))
            {
                queue.Enqueue(next);
            }
        }

        Assert.Equal(alive.Count, reached.Count);
        Assert.All(alive, n => Assert.All(LinksOf(n), other => Assert.Contains(n, LinksOf(other))));
    }

    [Fact]
    public void Who_is_not_of_the_mesh_has_no_neighbours_and_no_parent()
    {
        var (nodes, overlay) = Of(20);
        var stranger = NodeId.OfPublicKey([1, 2, 3, 4, 5]);
        Assert.Empty(overlay.NeighboursOf(stranger));
        Assert.Null(overlay.ParentOf(stranger, nodes[0]));
        Assert.Null(overlay.ParentOf(nodes[0], stranger));
        Assert.Null(overlay.HopsBetween(nodes[0], stranger));
        Assert.Empty(overlay.AcrossGaps(stranger, _ => true, 4));
    }

    [Fact]
    public void Eight_bytes_name_every_node_whose_id_begins_so()
    {
        var twins = new[] { (byte)1, (byte)2 }.Select(last => new NodeId(new Hash256([.. Enumerable.Repeat((byte)7, Hash256.Size - 1), last]))).ToList();
        var overlay = Overlay.Of([.. Nodes(20).Concat(twins).Order()], new ReplicaOptions());

        Assert.Equal(twins, overlay.Named(Mixed.Of(twins[0])));
        Assert.All(Nodes(20), node => Assert.Equal([node], overlay.Named(Mixed.Of(node))));
        Assert.Empty(overlay.Named(Mixed.Of(twins[0]) + 1));
    }

    private static (List<NodeId> Nodes, Overlay Overlay) Of(int count)
    {
        var nodes = Nodes(count);
        return (nodes, Overlay.Of([.. nodes], new ReplicaOptions()));
    }

    private static List<NodeId> Nodes(int count) => [.. Enumerable.Range(0, count).Select(n => NodeId.OfPublicKey(BitConverter.GetBytes(n))).Order()];
}
