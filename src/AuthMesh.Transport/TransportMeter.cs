using System.Diagnostics.Metrics;
using AuthMesh.Transport.Links;
using AuthMesh.Transport.Listening;
using Microsoft.Extensions.Hosting;

namespace AuthMesh.Transport;

/// <summary>Who is connected, who was turned away, and what waits to be sent, as metrics (meter <c>AuthMesh.Transport</c>).</summary>
internal sealed class TransportMeter : IHostedService
{
    public const string Name = "AuthMesh.Transport";

    public TransportMeter(IMeterFactory meters, ConnectionDoor door, LinkRegistry links)
    {
        var meter = meters.Create(Name);
        meter.CreateObservableGauge("authmesh.connections.active", () => new[] { Of(door.Peers, "peer"), Of(door.Strangers, "stranger") }, "{connection}", "Connections to the mesh listener: of peers, and of those who have not proven to be one.");
        meter.CreateObservableCounter("authmesh.connections.refused", () => door.Refused, "{connection}", "Connections to the mesh listener that were turned away.");
        meter.CreateObservableGauge(
            "authmesh.link.queued",
            () => links.Live.GroupBy(link => link.Peer).Select(g => new Measurement<long>(g.Sum(link => link.QueuedBytes), KeyValuePair.Create<string, object?>("peer", g.Key.ToString()))),
            "By",
            "Bytes of messages to a peer that the network has not taken; a link with too many is closed.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static Measurement<long> Of(int value, string kind) => new(value, KeyValuePair.Create<string, object?>("kind", kind));
}
