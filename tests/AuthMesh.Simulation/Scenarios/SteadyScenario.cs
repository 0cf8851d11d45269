using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>Writes at a steady rate in good weather.</summary>
internal sealed class SteadyScenario : Scenario
{
    /// <summary>Bytes of a batch of this workload with its frame, as long as it names no causes, and of its acknowledgement.</summary>
    private const int BatchBytes = 325, AckBytes = 12;

    /// <summary>Bytes of a digest that names nothing, with an acknowledgement in it; of a name; and of a mark: how the id of a batch that became maximal begins, and how long ago that was.</summary>
    private const int DigestBytes = 50, NameBytes = 34, MarkBytes = 5;

    public override string Name => "steady";

    public override string About => "writes at a steady rate, good weather";

    public override void Play(Stage stage) => stage.Write(stage.Updates, stage.Duration);

    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) =>
    [
        .. Always(result),
        new Bound("copies for each receiver", result.Copies, 1.05),
        new Bound("payloads sent again", result.Retransmissions, 0),
        new Bound("milliseconds to all, p99", result.ToAllP99, TimeToAll(result)),
        new Bound("bytes of a digest", Of(result, "Digest").Bytes / Math.Max(1.0, Of(result, "Digest").Count), DigestBytes + NameBytes + (result.UnderWay * MarkBytes)),
        new Bound("bytes for each update and receiver", result.BytesEachReceiver, MostBytes(result)),
        new Bound("acknowledgements for each batch, beside those in digests", Of(result, "Ack").Count / Math.Max(1, result.Batches), MostAcknowledgements(result)),
    ];

    /// <summary>The author's neighbours acknowledge at once, and so does who got a batch before its cause: one receiver in a hundred at the most.</summary>
    private static double MostAcknowledgements(RunResult result) => (1.25 * LinksOfANode(result)) + (0.01 * (result.Nodes - 1));

    /// <summary>What an update may cost a receiver, whatever the number of nodes: one batch and one acknowledgement of it, and its share of the digests. A batch names the maximal ones that its author had, at most as
    /// many as are under way at a time; a digest names one, whatever the size of the mesh, and marks as many as are under way. How many digests there are is bounded for itself, by links and ticks.</summary>
    private static double MostBytes(RunResult result)
    {
        var digests = Of(result, "Digest").Count / Math.Max(1, result.Updates * (result.Nodes - 1));
        var names = Math.Max(1, result.UnderWay) * NameBytes;
        return BatchBytes + AckBytes + names + (digests * (DigestBytes + NameBytes));
    }

    /// <summary>How many a node has, on average.</summary>
    private static double LinksOfANode(RunResult result) => 2.0 * result.Links / result.Nodes;

    private static (double Count, double Bytes) Of(RunResult result, string kind) => result.Messages.TryGetValue(kind, out var sum) ? (sum.Count, sum.Bytes) : default;
}
