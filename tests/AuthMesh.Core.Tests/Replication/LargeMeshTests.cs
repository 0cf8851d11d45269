using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation;
using AuthMesh.Simulation.Measuring;
using AuthMesh.Simulation.Nodes;
using Kind = AuthMesh.Core.Replication.Wire.LinkMessage.KindOneofCase;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>How changes travel in meshes of all sizes, run on the simulated network.</summary>
public sealed class LargeMeshTests
{
    private static Change Allow(string subject) => Change.Put(new EntryKey(Effect.Allow, subject, "read", "doc:*"));

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(40)]
    [InlineData(100)]
    public void Each_node_receives_each_batch_once_and_soon(int nodes)
    {
        using var mesh = Settled(seed: 70, nodes);
        mesh.Traffic = new Traffic();
        var times = new List<long>();
        for (var i = 0; i < 100; i++)
        {
            var before = mesh.Now;
            var writer = mesh.Nodes[mesh.Next(nodes)];
            writer.Write(Allow($"user:{i}"));
            mesh.RunUntil(() => mesh.Nodes.All(n => n.Lists[ListName.Default].Counts.Entries == i + 1), 2_000);
            times.Add(mesh.Now - before);
            mesh.Run(mesh.Next(20));
        }

        mesh.Run(3_000);
        Assert.InRange(mesh.Traffic.Payloads / (100.0 * (nodes - 1)), 1.0, 1.05);
        times.Sort();
        Assert.InRange(times[98], 1, (long)((Math.Log2(nodes) + 2) * mesh.Latency.Max));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(40)]
    public void With_many_writers_at_once_each_node_still_receives_each_batch_once(int nodes)
    {
        using var mesh = Settled(seed: 71, nodes);
        mesh.Traffic = new Traffic();
        var before = mesh.Checker.Batches;
        for (var i = 0; i < 500; i++)
        {
            mesh.Nodes[mesh.Next(nodes)].Write(Allow($"user:{i}"));
            mesh.Run(mesh.Next(10));
        }

        mesh.RunUntil(mesh.InStep, 5_000);
        mesh.Run(3_000);
        Assert.InRange(mesh.Traffic.Payloads / ((mesh.Checker.Batches - before) * (nodes - 1.0)), 1.0, 1.05);
        Assert.Equal(0, mesh.Traffic.Messages.GetValueOrDefault(Kind.Pull));
    }

    [Theory]
    [InlineData(17)]
    [InlineData(40)]
    [InlineData(100)]
    public void No_node_of_a_large_mesh_keeps_more_than_a_few_links(int nodes)
    {
        using var mesh = Settled(seed: 72, nodes);
        Assert.All(mesh.Nodes, n => Assert.InRange(n.Links.Count, 4, 8));
    }

    [Fact]
    public void What_a_distant_node_lacks_is_not_guessed_from_the_link_that_there_once_was()
    {
        using var mesh = Settled(seed: 74, nodes: 40);
        var steward = mesh.Nodes[0];
        steward.Write(Allow("user:alice"));
        mesh.Run(3_000);

        // Each of the others joined by way of the steward.
        var distant = steward.Mesh.Nodes.Where(n => n.Link == LinkState.Distant).ToList();
        Assert.NotEmpty(distant);
        Assert.All(distant, n => Assert.Equal((null, null), (n.MissingHere, n.MissingThere)));
        Assert.All(steward.Mesh.Nodes.Except(distant), n => Assert.Equal((0, 0), (n.MissingHere, n.MissingThere)));
    }

    [Fact]
    public void A_distant_node_is_known_to_have_applied_what_it_had_seen_when_it_wrote()
    {
        using var mesh = Settled(seed: 75, nodes: 40);
        var author = mesh.Nodes[1];
        var write = author.Write(Allow("user:alice"));
        mesh.Run(3_000);
        var written = Assert.IsType<WriteAccepted>(author.Answers[write]);
        var distant = mesh.Nodes.First(n => author.Mesh.Nodes.Single(m => m.Node == n.Id).Link == LinkState.Distant);
        Assert.DoesNotContain(distant.Id, Receipts().Applied);

        distant.Write(Allow("user:bob"));
        mesh.Run(3_000);
        Assert.Contains(distant.Id, Receipts().Applied);

        Receipts Receipts() => (Receipts)author.Answers[author.Request(r => new ReceiptsRequested(r, ListName.Default, written.Dot!.Value.Batch))];
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    public void A_dead_node_is_noticed_by_all_and_its_return_too(int nodes)
    {
        using var mesh = Settled(seed: 73, nodes);
        var dead = mesh.Nodes[2];
        var others = mesh.Nodes.Where(n => n != dead).ToList();
        bool IsDown(SimulatedNode at) => at.Mesh.Nodes.Single(n => n.Node == dead.Id).Link == LinkState.Down;

        dead.Crash();
        mesh.RunUntil(() => others.TrueForAll(IsDown), 2_000);
        mesh.Run(60_000);
        Assert.All(others, n => Assert.True(IsDown(n)));

        dead.Start();
        mesh.RunUntil(() => !others.Exists(IsDown), 35_000);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public void A_host_that_dies_is_shown_as_down_by_all_within_five_seconds_and_nobody_else_is(int nodes)
    {
        using var mesh = Settled(seed: 82, nodes);
        foreach (var dead in mesh.Nodes.Skip(1).Take(5))
        {
            using var watch = new ShownDown(mesh);
            dead.Crash(withItsHost: true);
            mesh.RunUntil(() => watch.NoticedAt(dead) is not null, 5_000);
            mesh.Run(5_000); // gaps are closed by links that were not wanted before
            Assert.Equal(0, watch.FalseAlarms);
            watch.Dispose();
            dead.Start();
            mesh.Run(40_000);
        }
    }

    /// <summary>Each of its neighbours knows by then that it said nothing of what was written: neither does that wait for more patience once the first of its links is given up, nor does anybody take the others for signs of life.</summary>
    [Fact]
    public void A_host_that_dies_while_others_write_is_shown_as_down_by_all_within_a_tick_of_its_last_link()
    {
        using var mesh = Settled(seed: 88, nodes: 40);
        foreach (var dead in mesh.Nodes.Skip(1).Take(5))
        {
            using var watch = new ShownDown(mesh);
            dead.Crash(withItsHost: true);
            var died = mesh.Now;
            while (watch.NoticedAt(dead) is null)
            {
                mesh.Nodes[20].Write(Allow($"user:{mesh.Now}"));
                mesh.Run(100);
            }

            Assert.InRange(watch.NoticedAt(dead)!.Value - died, 0, mesh.Network.Weather.Silence + new ReplicaOptions().DigestInterval);
            Assert.Equal(0, watch.FalseAlarms);
            watch.Dispose();
            dead.Start();
            mesh.Run(40_000);
        }
    }

    /// <summary>Its links stand, but none of its neighbours has heard of it: they have nothing to say against the one that has lost it.</summary>
    [Fact]
    public void A_node_that_stopped_is_down_for_others_once_one_of_its_links_broke_and_up_once_it_goes_on()
    {
        using var mesh = Settled(seed: 89, nodes: 40);
        mesh.Network.Weather.Silence = 60_000; // no other link is given up meanwhile
        var stopped = mesh.Nodes[3];
        var strangers = mesh.Nodes.Where(n => n != stopped && !LinkedWith(stopped).Contains(n.Id)).ToList();
        stopped.Frozen = true;
        WriteFor(2_000);
        Assert.All(strangers, n => Assert.Equal(LinkState.Distant, Shown(n)));

        var end = stopped.Links.Values.First();
        end.Link.Break("a cable was pulled");
        WriteFor(100);
        Assert.Equal(LinkState.Down, Shown((SimulatedNode)end.Other.Process)); // it has been patient while the link was quiet
        WriteFor(1_900);
        Assert.All(strangers, n => Assert.Equal(LinkState.Down, Shown(n)));

        stopped.Frozen = false;
        WriteFor(2_000);
        Assert.All(strangers, n => Assert.Equal(LinkState.Distant, Shown(n)));

        LinkState Shown(SimulatedNode at) => at.Mesh.Nodes.Single(n => n.Node == stopped.Id).Link;

        void WriteFor(int milliseconds)
        {
            for (var passed = 0; passed < milliseconds; passed += 100)
            {
                mesh.Nodes[20].Write(Allow($"user:{mesh.Now}"));
                mesh.Run(100);
            }
        }
    }

    [Fact]
    public void Who_was_a_neighbour_only_while_the_mesh_was_small_is_not_shown_as_down()
    {
        using var mesh = Settled(seed: 83, nodes: 20);
        Assert.All(mesh.Nodes, by => Assert.DoesNotContain(by.Mesh.Nodes, n => n.Link == LinkState.Down));
    }

    [Fact]
    public void A_node_that_one_neighbour_cannot_reach_is_down_for_nobody_else()
    {
        using var mesh = Settled(seed: 74, nodes: 40);
        var node = mesh.Nodes[3];
        var peer = mesh.Nodes.First(n => n.Mesh.Nodes.Single(m => m.Node == node.Id).Link == LinkState.InSync);
        mesh.Cut([node], [peer]);
        mesh.Run(20_000);
        Assert.All(mesh.Nodes.Where(n => n != peer && n != node), n => Assert.NotEqual(LinkState.Down, n.Mesh.Nodes.Single(m => m.Node == node.Id).Link));
    }

    [Fact]
    public void A_gap_is_closed_each_time_there_is_one()
    {
        using var mesh = Settled(seed: 82, nodes: 40);
        var overlay = Overlay.Of([.. mesh.Nodes.Select(n => n.Id).Order()], new ReplicaOptions());
        var dead = mesh.Nodes[3];
        for (var time = 0; time < 4; time++)
        {
            dead.Crash();
            mesh.Run(20_000);
            Assert.All(mesh.Nodes.Where(n => n != dead), n => Assert.Subset(LinkedWith(n), overlay.AcrossGaps(n.Id, id => id == dead.Id, reach: 16).Where(id => id != n.Id).ToHashSet()));

            dead.Start();
            mesh.Run(60_000);
            Assert.All(mesh.Nodes, n => Assert.Equal(overlay.NeighboursOf(n.Id).ToHashSet(), LinkedWith(n)));
        }
    }

    /// <summary>One that the cut keeps from its neighbour goes round it; the node that it goes to has all its own neighbours, and does not dial.</summary>
    [Fact]
    public void A_gap_that_only_one_end_knows_of_is_closed_each_time_there_is_one()
    {
        using var mesh = Settled(seed: 86, nodes: 40);
        var overlay = Overlay.Of([.. mesh.Nodes.Select(n => n.Id).Order()], new ReplicaOptions());
        var node = mesh.Nodes[3];
        var neighbour = mesh.Nodes.First(n => overlay.NeighboursOf(node.Id).Contains(n.Id));
        for (var time = 0; time < 3; time++)
        {
            mesh.Cut([node], [neighbour]);
            mesh.Run(20_000);
            Assert.Subset(LinkedWith(node), overlay.AcrossGaps(node.Id, id => id == neighbour.Id, reach: 16).Where(id => id != node.Id).ToHashSet());

            mesh.Cut([node], [neighbour], cut: false);
            mesh.Run(60_000);
            Assert.Equal(overlay.NeighboursOf(node.Id).ToHashSet(), LinkedWith(node));
        }
    }

    [Fact]
    public void Who_was_out_of_reach_while_it_was_wanted_across_a_gap_is_not_shown_as_down_once_the_gap_is_gone()
    {
        using var mesh = Settled(seed: 87, nodes: 40);
        var overlay = Overlay.Of([.. mesh.Nodes.Select(n => n.Id).Order()], new ReplicaOptions());
        var node = mesh.Nodes[3];
        var neighbours = overlay.NeighboursOf(node.Id).ToHashSet();
        var neighbour = mesh.Nodes.First(n => neighbours.Contains(n.Id));
        var across = overlay.AcrossGaps(node.Id, id => id == neighbour.Id, reach: 16).First(id => id != node.Id && !neighbours.Contains(id));
        var beyond = mesh.Nodes.Single(n => n.Id == across);

        mesh.Cut([node], [neighbour, beyond]);
        mesh.Run(20_000);
        Assert.Equal(LinkState.Down, Shown());

        mesh.Cut([node], [neighbour], cut: false);
        mesh.Run(60_000);
        Assert.Equal(LinkState.Distant, Shown());

        LinkState Shown() => node.Mesh.Nodes.Single(n => n.Node == beyond.Id).Link;
    }

    private static HashSet<NodeId> LinkedWith(SimulatedNode node) => [.. node.Links.Values.Select(end => ((SimulatedNode)end.Other.Process).Id)];

    [Fact]
    public void Who_takes_no_guests_is_asked_no_more_often_than_who_does_not_answer()
    {
        var options = new ReplicaOptions { GuestLinks = 0 };
        using var mesh = new SimulatedMesh(seed: 83, nodes: 40, options);
        mesh.Run(60_000);
        var node = mesh.Nodes[3];
        var cut = mesh.Nodes.First(n => n.Mesh.Nodes.Single(m => m.Node == node.Id).Link == LinkState.InSync);
        mesh.Traffic = new Traffic();
        mesh.Cut([node], [cut]);
        mesh.Run(600_000);

        Assert.Contains(mesh.Traffic.DialsByPair, pair => pair.Key.From == node.Number && pair.Key.To != cut.Number && pair.Value.Count > 10); // it is turned away, and asks again
        Assert.InRange(new DialPace(options).MostAhead(mesh.Traffic), 0, DialPace.OneBroughtForward); // for others say that it is up
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void An_idle_link_costs_a_few_bytes_a_second(int nodes)
    {
        using var mesh = Settled(seed: 75, nodes);
        mesh.Traffic = new Traffic();
        mesh.Run(60_000);

        // The transport's pings come on top: about 60 bytes a second and link.
        var links = mesh.Nodes.Sum(n => n.Links.Count) / 2;
        Assert.InRange(mesh.Traffic.Bytes / 60.0 / links, 1, 30);
    }

    [Fact]
    public void Two_halves_that_wrote_without_each_other_are_in_step_soon_after_they_meet_and_send_little_twice()
    {
        using var mesh = Settled(seed: 76, nodes: 40);
        var (left, right) = (mesh.Nodes.Take(20).ToList(), mesh.Nodes.Skip(20).ToList());
        mesh.Cut(left, right);
        mesh.Run(5_000);
        for (var i = 0; i < 200; i++)
        {
            mesh.Nodes[mesh.Next(40)].Write(Allow($"user:{i}"));
            mesh.Run(50);
        }

        mesh.Traffic = new Traffic();
        mesh.Cut(left, right, cut: false);
        mesh.RunUntil(mesh.InStep, 40_000); // most of it the wait before a dial
        mesh.Run(10_000);
        Assert.InRange(mesh.Traffic.Payloads / (200 * 20.0), 1.0, 1.2);
    }

    [Fact]
    public void When_nodes_vanish_the_others_still_get_each_batch_and_hardly_any_twice()
    {
        using var mesh = Settled(seed: 77, nodes: 40);
        foreach (var node in mesh.Nodes.Where(n => n.Number % 5 == 4))
        {
            node.Crash();
        }

        var up = mesh.Nodes.Where(n => n.Replica is not null).ToList();
        mesh.Traffic = new Traffic();
        for (var i = 0; i < 200; i++)
        {
            up[mesh.Next(up.Count)].Write(Allow($"user:{i}"));
            mesh.Run(50);
        }

        mesh.RunUntil(mesh.InStep, 10_000);
        Assert.InRange(mesh.Traffic.Payloads / (200 * (up.Count - 1.0)), 1.0, 1.2);

        // Each origin's first batch mended its tree.
        mesh.Traffic = new Traffic();
        foreach (var node in up)
        {
            node.Write(Allow($"user:again-{node.Number}"));
            mesh.Run(100);
        }

        mesh.RunUntil(mesh.InStep, 10_000);
        Assert.InRange(mesh.Traffic.Payloads / (up.Count * (up.Count - 1.0)), 1.0, 1.05);
        Assert.InRange(mesh.Traffic.Messages.GetValueOrDefault(Kind.Pull), 0, up.Count);
    }

    [Fact]
    public void When_nodes_vanish_from_a_busy_mesh_what_is_fetched_is_not_what_is_on_its_way_or_waits_already()
    {
        using var mesh = Settled(seed: 81, nodes: 40);
        foreach (var node in mesh.Nodes.Where(n => n.Number % 5 == 4))
        {
            node.Crash();
        }

        var up = mesh.Nodes.Where(n => n.Replica is not null).ToList();
        var before = mesh.Checker.Batches;
        mesh.Traffic = new Traffic();
        for (var i = 0; i < 2_000; i++)
        {
            up[mesh.Next(up.Count)].Write(Allow($"user:{i}"));
            mesh.Run(2);
        }

        mesh.RunUntil(mesh.InStep, 10_000);
        Assert.InRange(mesh.Traffic.Payloads / ((mesh.Checker.Batches - before) * (up.Count - 1.0)), 1.0, 1.1);
    }

    [Theory]
    [InlineData(78)]
    [InlineData(79)]
    [InlineData(80)]
    public void What_frozen_nodes_would_feed_goes_round_them_long_before_their_links_are_given_up(int seed)
    {
        const int pause = 130; // (log2(40) + 2) link delays and some; a digest and a fetch take twice as long
        using var mesh = Settled(seed, nodes: 40);
        var frozen = mesh.Nodes.Where(n => n.Number % 10 is 3 or 6 or 9).ToList();
        var healthy = mesh.Nodes.Except(frozen).ToList();
        mesh.Network.Weather.Silence = 60_000; // no link is given up meanwhile
        frozen.ForEach(n => n.Frozen = true);
        var unnoticed = (int)Math.Ceiling(new Noticing(new ReplicaOptions(), mesh.Latency.Max, 40).All(longestPause: pause) / (double)pause);
        var written = 0;

        // Until it is noticed, a change is late wherever its way leads through a frozen node.
        Assert.InRange(LateOf(unnoticed), 0, unnoticed * healthy.Count * ShareBehind(mesh, frozen));

        // Then at a node whose feeder stopped and whose two ways round lead to such that are cut off themselves: of a share f of all nodes, f³.
        var share = frozen.Count / (double)mesh.Nodes.Count;
        Assert.InRange(LateOf(30), 0, share * share * share * 30 * healthy.Count);

        int LateOf(int changes)
        {
            var late = 0;
            for (var i = 0; i < changes; i++)
            {
                healthy[written++ % healthy.Count].Write(Allow($"user:{written}"));
                mesh.Run(pause);
                late += healthy.Count(n => n.Lists[ListName.Default].Counts.Entries != written);
            }

            return late;
        }
    }

    [Fact]
    public void When_a_third_of_a_large_mesh_dies_at_once_all_know_it_within_five_seconds()
    {
        using var mesh = Settled(seed: 86, nodes: 200);
        using var watch = new ShownDown(mesh);
        var dead = mesh.Nodes.Where(n => n.Number % 3 == 1).ToList();
        dead.ForEach(n => n.Crash(withItsHost: true));
        mesh.RunUntil(() => dead.TrueForAll(d => watch.NoticedAt(d) is not null), 5_000);
        Assert.Equal(0, watch.FalseAlarms);
    }

    /// <summary>The share of healthy nodes, over all healthy origins, whose way from the origin leads through a frozen node.</summary>
    private static double ShareBehind(SimulatedMesh mesh, List<SimulatedNode> frozen)
    {
        var overlay = Overlay.Of([.. mesh.Nodes.Select(n => n.Id).Order()], new ReplicaOptions());
        var stopped = frozen.Select(f => f.Id).ToHashSet();
        var healthy = mesh.Nodes.Select(n => n.Id).Where(n => !stopped.Contains(n)).ToList();
        return healthy.Average(origin => healthy.Average(node => IsBehind(node, origin) ? 1.0 : 0));

        bool IsBehind(NodeId node, NodeId origin) => overlay.ParentOf(node, origin) is { } parent && (stopped.Contains(parent) || IsBehind(parent, origin));
    }

    /// <summary>Nothing comes twice from one that has stopped, so it is the end of the fetch that tells.</summary>
    [Fact]
    public void Who_fed_before_is_told_to_stop_once_what_was_missed_is_fetched()
    {
        using var mesh = new SimulatedMesh(seed: 93, nodes: 40, new ReplicaOptions { QuietPatience = 60_000 });
        mesh.Run(60_000);
        var overlay = Overlay.Of([.. mesh.Nodes.Select(n => n.Id).Order()], new ReplicaOptions());
        var origin = mesh.Nodes[5];
        var behind = mesh.Nodes.First(n => overlay.HopsBetween(origin.Id, n.Id) == 2);
        var feeder = mesh.Nodes.Single(n => n.Id == overlay.ParentOf(behind.Id, origin.Id));

        feeder.Frozen = true;
        origin.Write(Allow("user:a"));
        mesh.Run(1_000);
        Assert.Equal(1, behind.Lists[ListName.Default].Counts.Entries);
        Assert.Equal(1, behind.Mesh.Nodes.Single(n => n.Node == feeder.Id).Traffic!.Prunes);
    }

    [Fact]
    public void Of_newcomers_that_come_all_at_once_those_that_have_all_make_room_for_the_next()
    {
        using var mesh = new SimulatedMesh(seed: 85, nodes: 20, new ReplicaOptions { GuestLinks = 4 });
        mesh.Run(60_000);
        for (var i = 0; i < 40; i++)
        {
            mesh.Admit();
        }

        // Four at a time; if each kept its place for as long as a link lingers, it would take a minute.
        mesh.RunUntil(mesh.InStep, 20_000);
    }

    [Fact]
    public void However_much_is_written_meanwhile_newcomers_that_have_what_was_there_when_they_came_make_room_for_the_next()
    {
        using var mesh = new SimulatedMesh(seed: 91, nodes: 20, new ReplicaOptions { GuestLinks = 4 });
        mesh.Run(60_000);
        for (var i = 0; i < 2_000; i++)
        {
            if (i % 50 == 0)
            {
                mesh.Admit();
            }

            mesh.Nodes[i % 20].Write(Allow($"user:{i}"));
            mesh.Run(10);
        }

        // Two come each second. If each kept its place until it had all that is there at one time, hence for as long as a link lingers, four places would not do.
        mesh.RunUntil(mesh.InStep, 3_000);
    }

    private static SimulatedMesh Settled(int seed, int nodes)
    {
        var mesh = new SimulatedMesh(seed, nodes);
        mesh.Run(60_000);
        return mesh;
    }
}
