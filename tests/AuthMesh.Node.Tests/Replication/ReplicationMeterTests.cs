using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Node.Replication;
using AuthMesh.Node.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace AuthMesh.Node.Tests.Replication;

public class ReplicationMeterTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    [Fact]
    public void A_running_node_measures_its_mesh_and_what_waits()
    {
        Assert.NotNull(fixture.Node);
        var measured = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Meter.Name == ReplicationMeter.Name)
                {
                    all.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.True(measured["authmesh.nodes"] >= 1);
        Assert.Equal(0, measured["authmesh.frames.failed"]);
        Assert.All(["authmesh.pen.batches", "authmesh.pen.bytes", "authmesh.writes.held", "authmesh.writes.waiting", "authmesh.inputs.waiting", "authmesh.cache.entries", "authmesh.cache.bytes"], name => Assert.True(measured[name] >= 0));
    }

    [Fact]
    public void Dials_links_and_caches_are_told_apart_and_as_the_replica_shows_them()
    {
        var (self, peer) = (NodeId.OfPublicKey([1]), NodeId.OfPublicKey([2]));
        var traffic = new LinkTraffic([], Dials: 11, Links: 12, 0, 0, 0, 0, Digests: 13, Pulls: 14, Grafts: 15, Prunes: 16, Refused: 17, 0);
        var mesh = new MeshSnapshot(null, self, false, [new MeshNode(peer, "lyon", "", false, false, LinkState.InSync, null, 0, 0, null) { Traffic = traffic }], [], [])
        {
            Kept = new KeptInMemory(Pasts: 1, TailBatches: 2, TailBytes: 3, Signatures: 4, Announced: 5, PeerLists: 6),
        };
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        _ = new ReplicationMeter(meters, new StandingMesh(mesh), loop: null!);
        var measured = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Meter.Scope == meters && instrument.Name.Split('.')[1] is "link" or "cache")
                {
                    all.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            measured[string.Join(' ', [instrument.Name, .. tags.ToArray().Where(t => t.Key == "cache").Select(t => t.Value)])] = value);
        listener.Start();
        listener.RecordObservableInstruments();

        var expected = new (string Of, long Value)[]
        {
            ("authmesh.link.dials", 11), ("authmesh.link.links", 12), ("authmesh.link.digests", 13), ("authmesh.link.pulls", 14), ("authmesh.link.grafts", 15), ("authmesh.link.prunes", 16), ("authmesh.link.refused", 17),
            ("authmesh.cache.entries pasts", 1), ("authmesh.cache.entries tail", 2), ("authmesh.cache.bytes", 3), ("authmesh.cache.entries signatures", 4), ("authmesh.cache.entries announced", 5), ("authmesh.cache.entries peer_lists", 6),
        };
        Assert.All(expected, e => Assert.Equal(e.Value, measured[e.Of]));
    }

    private sealed class StandingMesh(MeshSnapshot mesh) : IMeshMonitor
    {
        public MeshSnapshot Current => mesh;

        public event Action? Changed
        {
            add { }
            remove { }
        }
    }
}
