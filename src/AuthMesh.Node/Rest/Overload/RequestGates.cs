using System.Diagnostics.Metrics;
using AuthMesh.Node.Rest.Authentication;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Rest.Overload;

/// <summary>Bounds what the API works on at once, for checks and for everything else apart: writers that wait for receipts keep nobody from asking.</summary>
/// <remarks>Health is not counted, so that a busy node is not taken for a dead one; journal streams are long and have a bound of their own (<see cref="ApiOptions.MaxStreams"/>).</remarks>
internal sealed class RequestGates
{
    public const string MeterName = "AuthMesh.Api";

    private readonly RequestGate _decisions, _others;

    public RequestGates(IOptions<ApiOptions> options, IMeterFactory meters)
    {
        _decisions = new(options.Value.MaxRequests);
        _others = new(options.Value.MaxRequests);
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("authmesh.requests.active", () => Each(gate => gate.UnderWay), "{request}", "Requests under way.");
        meter.CreateObservableCounter("authmesh.requests.shed", () => Each(gate => gate.TurnedAway), "{request}", "Requests that were turned away because too many were under way.");
    }

    /// <summary>Null when the request is not counted.</summary>
    public RequestGate? Find(PathString path) =>
        path.StartsWithSegments("/access", StringComparison.Ordinal) || path.StartsWithSegments("/lists", StringComparison.Ordinal) ? _decisions
        : !path.StartsWithSegments("/api", StringComparison.Ordinal) || path.Value!.EndsWith("/journal/stream", StringComparison.Ordinal) ? null
        : _others;

    private IEnumerable<Measurement<long>> Each(Func<RequestGate, long> value) =>
        [new(value(_decisions), KeyValuePair.Create<string, object?>("kind", "decision")), new(value(_others), KeyValuePair.Create<string, object?>("kind", "other"))];
}
