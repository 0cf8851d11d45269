using System.Diagnostics;
using System.Diagnostics.Metrics;
using AuthMesh.Core.Access;

namespace AuthMesh.Node.Replication;

/// <summary>What goes over the links, what is missing where and why, and what waits, as metrics (meter <c>AuthMesh.Replication</c>).</summary>
/// <remarks>Read from the snapshot that the replica publishes, when somebody asks: being watched costs the replica nothing.</remarks>
internal sealed class ReplicationMeter : IHostedService
{
    public const string Name = "AuthMesh.Replication";

    private readonly IMeshMonitor _mesh;

    public ReplicationMeter(IMeterFactory meters, IMeshMonitor mesh, ReplicaLoop loop)
    {
        _mesh = mesh;
        var meter = meters.Create(Name);
        meter.CreateObservableCounter("authmesh.link.batches", Batches, "{batch}", "Batches of a list over the links with a peer, pushed, served on request or received; each copy counts.");
        meter.CreateObservableCounter("authmesh.link.duplicates", () => OfLists(l => l.Duplicates), "{batch}", "Batches of a list received that were here already.");
        meter.CreateObservableCounter("authmesh.link.messages", () => BothWays(t => t.MessagesSent, t => t.MessagesReceived), "{message}", "Messages of any kind over the links with a peer.");
        meter.CreateObservableCounter("authmesh.link.bytes", () => BothWays(t => t.BytesSent, t => t.BytesReceived), "By", "Bytes of messages over the links with a peer.");
        Count(meter, "authmesh.link.dials", t => t.Dials, "{dial}", "Dials of the peer.");
        Count(meter, "authmesh.link.links", t => t.Links, "{link}", "Links with the peer that came about, whoever dialled.");
        Count(meter, "authmesh.link.digests", t => t.Digests, "{message}", "Digests sent.");
        Count(meter, "authmesh.link.pulls", t => t.Pulls, "{request}", "Times that the peer was asked for what was missing here.");
        Count(meter, "authmesh.link.grafts", t => t.Grafts, "{request}", "Times that the peer was asked to push an origin's batches.");
        Count(meter, "authmesh.link.prunes", t => t.Prunes, "{request}", "Times that the peer was asked not to.");
        Count(meter, "authmesh.link.refused", t => t.Refused, "{batch}", "Batches and messages of the peer that were refused.");
        meter.CreateObservableGauge("authmesh.link.backlog", () => Links().Select(l => Of(l.Traffic!.UnderWay, l)), "By", "Bytes of batches that the peer has not acknowledged; bounded by the window.");
        meter.CreateObservableGauge("authmesh.list.missing", Missing, "{batch}", "Batches of a list that one end of a link lacks, with the end and the reason.");
        meter.CreateObservableGauge("authmesh.nodes", Nodes, "{node}", "Nodes of the mesh by the state of the link with them.");
        meter.CreateObservableGauge("authmesh.cache.entries", CacheEntries, "{entry}", "What is kept in memory to be found quickly; each cache is bounded.");
        meter.CreateObservableGauge("authmesh.cache.bytes", () => _mesh.Current.Kept.TailBytes, "By", "Bytes of the latest batches that are kept in memory for pushing.");
        meter.CreateObservableGauge("authmesh.pen.batches", () => _mesh.Current.Waiting.PenBatches, "{batch}", "Batches that came before their causes.");
        meter.CreateObservableGauge("authmesh.pen.bytes", () => _mesh.Current.Waiting.PenBytes, "By", "Their bytes.");
        meter.CreateObservableGauge("authmesh.writes.held", () => _mesh.Current.Waiting.HeldWrites, "{write}", "Writes that wait until the node's own journal is confirmed.");
        meter.CreateObservableGauge("authmesh.writes.waiting", () => loop.WaitingWrites, "{write}", "Writes that wait to be made durable.");
        meter.CreateObservableGauge("authmesh.inputs.waiting", () => loop.WaitingInputs, "{input}", "Inputs that wait for the replica.");
        meter.CreateObservableCounter("authmesh.frames.failed", () => loop.FailedFrames, "{frame}", "Frames that made the replica fail; their senders were cut off.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<MeshNode> Links() => _mesh.Current.Nodes.Where(n => n.Traffic is not null);

    private void Count(Meter meter, string name, Func<LinkTraffic, long> value, string unit, string description) =>
        meter.CreateObservableCounter(name, () => Links().Select(l => Of(value(l.Traffic!), l)), unit, description);

    private IEnumerable<Measurement<long>> BothWays(Func<LinkTraffic, long> sent, Func<LinkTraffic, long> received) => Links().SelectMany(l => new[]
    {
        Of(sent(l.Traffic!), l, ("direction", "sent")),
        Of(received(l.Traffic!), l, ("direction", "received")),
    });

    private IEnumerable<Measurement<long>> Batches() =>
        [.. OfLists(l => l.Pushed, ("way", "pushed")), .. OfLists(l => l.Served, ("way", "served")), .. OfLists(l => l.Received, ("way", "received"))];

    private IEnumerable<Measurement<long>> OfLists(Func<ListTraffic, long> value, params (string Name, string Value)[] tags) =>
        Links().SelectMany(node => node.Traffic!.Lists.Select(list => Of(value(list), node, [("list", list.List.Value), .. tags])));

    private IEnumerable<Measurement<long>> CacheEntries()
    {
        var kept = _mesh.Current.Kept;
        return [OfCache("pasts", kept.Pasts), OfCache("tail", kept.TailBatches), OfCache("signatures", kept.Signatures), OfCache("announced", kept.Announced), OfCache("peer_lists", kept.PeerLists)];
    }

    private static Measurement<long> OfCache(string name, long entries) => new(entries, KeyValuePair.Create<string, object?>("cache", name));

    private IEnumerable<Measurement<long>> Missing() => _mesh.Current.Nodes.SelectMany(n => n.Lists.SelectMany(l => new[]
    {
        Of(l.MissingHere, n, ("list", l.List.Value), ("end", "here"), ("reason", l.Here.ToString())),
        Of(l.MissingThere, n, ("list", l.List.Value), ("end", "there"), ("reason", l.There.ToString())),
    }));

    private IEnumerable<Measurement<long>> Nodes() =>
        _mesh.Current.Nodes.GroupBy(n => n.Link).Select(g => new Measurement<long>(g.LongCount(), new KeyValuePair<string, object?>("link", g.Key.ToString())));

    private static Measurement<long> Of(long value, MeshNode peer, params ReadOnlySpan<(string Name, string Value)> tags)
    {
        var all = new TagList { { "peer", peer.Node.ToString() } };
        foreach (var (name, text) in tags)
        {
            all.Add(name, text);
        }

        return new Measurement<long>(value, all);
    }
}
