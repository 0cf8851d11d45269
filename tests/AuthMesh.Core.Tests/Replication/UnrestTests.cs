using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Measuring;
using AuthMesh.Simulation.Nodes;
using Kind = AuthMesh.Core.Replication.Wire.LinkMessage.KindOneofCase;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>What nodes make of others where links break and come back, run on the simulated network.</summary>
public sealed class UnrestTests
{
    private const int Nodes = 60;

    /// <summary>Else all would be said of nearly everybody, and taken back by everybody: far more than the links cost that come about.</summary>
    [Fact]
    public void Where_links_break_all_over_a_node_is_down_for_those_alone_that_have_lost_it_and_finding_other_ways_costs_less_than_greetings()
    {
        using var mesh = Settled(seed: 90);
        BreakLinks(mesh, seconds: 10);
        var overlay = Overlay.Of([.. mesh.Nodes.Select(n => n.Id).Order()], new ReplicaOptions());
        using var watch = new ShownDown(mesh);
        mesh.Traffic = new Traffic();
        BreakLinks(mesh, seconds: 20);

        Assert.InRange(watch.FalseAlarms, 1, overlay.Nodes.Sum(n => overlay.NeighboursOf(n).Count()));
        Assert.InRange(mesh.Traffic.BytesByKind[Kind.Branches], 1, mesh.Traffic.BytesByKind[Kind.Hello]);
    }

    [Fact]
    public void Who_dies_where_all_links_have_just_come_back_is_shown_as_down_by_all_once_that_is_half_a_minute_ago()
    {
        using var mesh = Settled(seed: 91);
        mesh.Network.Links.ToList().ForEach(link => link.Break("timed out"));
        mesh.Run(3_000);
        using var watch = new ShownDown(mesh);
        var dead = mesh.Nodes[3];
        dead.Crash(withItsHost: true);

        mesh.RunUntil(() => watch.NoticedAt(dead) is not null, 32_000);
    }

    /// <summary>What was out of reach for long says nothing about what is lost now.</summary>
    [Fact]
    public void Who_dies_where_all_were_out_of_reach_before_is_shown_as_down_by_all_within_five_seconds()
    {
        using var mesh = Settled(seed: 92);
        mesh.Cut(mesh.Nodes, mesh.Nodes);
        mesh.Run(10_000);
        mesh.Cut(mesh.Nodes, mesh.Nodes, cut: false);
        mesh.Run(20_000);
        using var watch = new ShownDown(mesh);
        var dead = mesh.Nodes[3];
        dead.Crash(withItsHost: true);

        mesh.RunUntil(() => watch.NoticedAt(dead) is not null, 5_000);
    }

    /// <summary>Every link breaks every five seconds or so, and somebody writes twice a second.</summary>
    private static void BreakLinks(SimulatedMesh mesh, int seconds)
    {
        for (var i = 0; i < 2 * seconds; i++)
        {
            foreach (var link in mesh.Network.Links.Where(_ => mesh.Next(10) == 0).ToList())
            {
                link.Break("timed out");
            }

            mesh.Nodes[mesh.Next(Nodes)].Write(Change.Put(new EntryKey(Effect.Allow, $"user:{mesh.Now}", "read", "doc:*")));
            mesh.Run(500);
        }
    }

    private static SimulatedMesh Settled(int seed)
    {
        var mesh = new SimulatedMesh(seed, Nodes);
        mesh.Run(60_000);
        return mesh;
    }
}
