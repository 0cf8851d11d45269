using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AuthMesh.Node.Replication;
using AuthMesh.Node.Tests.Harness;

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
}
