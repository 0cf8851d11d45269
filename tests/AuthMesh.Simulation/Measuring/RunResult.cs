using AuthMesh.Simulation.Scenarios;

namespace AuthMesh.Simulation.Measuring;

/// <summary>What a run came to. Times in milliseconds of logical time.</summary>
public sealed record RunResult
{
    /// <summary>The strategy's name.</summary>
    public required string Strategy { get; init; }

    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>How many nodes there were in the end.</summary>
    public int Nodes { get; init; }

    /// <summary>Updates that were accepted while it was measured.</summary>
    public long Updates { get; init; }

    /// <summary>Batches that these came to.</summary>
    public long Batches { get; init; }

    /// <summary>Batches that somebody who should have them never got.</summary>
    public long Missing { get; init; }

    /// <summary>Copies of a batch that arrived at a node that is not its author, on average over batches and nodes.</summary>
    public double Copies { get; init; }

    /// <summary>Copies that arrived where one had arrived before.</summary>
    public long Duplicates { get; init; }

    /// <summary>Copies sent by a node to a node to which it had sent one before.</summary>
    public long Retransmissions { get; init; }

    /// <summary>Messages without batches, for each update and node.</summary>
    public double ControlMessages { get; init; }

    /// <summary>All bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes for each update and node.</summary>
    public double BytesEach { get; init; }

    /// <summary>Bytes without batches for each update and node.</summary>
    public double ControlBytesEach { get; init; }

    /// <summary>Bytes for each update and node that is to receive it: all but its author.</summary>
    public double BytesEachReceiver => Bytes / (double)Math.Max(1, Updates * (Nodes - 1));

    /// <summary>Updates that were on their way to a node at a time, on average: how many were written in the mean time from write to application.</summary>
    public double UnderWay => Updates * EachMean / Math.Max(1, Took - Math.Max(0, SettledAfter));

    /// <summary>Links that a first copy came over: median, 99th percentile, most.</summary>
    public long HopsP50 { get; init; }

    /// <inheritdoc cref="HopsP50"/>
    public long HopsP99 { get; init; }

    /// <inheritdoc cref="HopsP50"/>
    public long HopsMax { get; init; }

    /// <summary>From write to application at one node, on average.</summary>
    public double EachMean { get; init; }

    /// <summary>From write to application at one node, 99th percentile.</summary>
    public long EachP99 { get; init; }

    /// <summary>From write to application at the last node: median, 99th percentile, most.</summary>
    public long ToAllP50 { get; init; }

    /// <inheritdoc cref="ToAllP50"/>
    public long ToAllP99 { get; init; }

    /// <inheritdoc cref="ToAllP50"/>
    public long ToAllMax { get; init; }

    /// <summary>The most bytes under way on a link, one way.</summary>
    public long LargestBacklog { get; init; }

    /// <summary>The window of a link in bytes, and what digests may add to it.</summary>
    public long WindowBytes { get; init; }

    /// <summary>The most bytes that one node sent within a second.</summary>
    public long LargestOutgoing { get; init; }

    /// <summary>The most digests that any end of a link sent for each tick of 200 ms since the link was opened.</summary>
    public double DigestsPerTick { get; init; }

    /// <summary>Bytes a second on a link, both ways, when nobody writes.</summary>
    public double IdleBytes { get; init; }

    /// <summary>Attempts to connect.</summary>
    public long Dials { get; init; }

    /// <summary>Connections that came about.</summary>
    public long Reconnects { get; init; }

    /// <summary>Links in the end.</summary>
    public int Links { get; init; }

    /// <summary>The mean delay of a link, one way, and the time that the far end takes to make a round durable.</summary>
    public double LinkDelay { get; init; }

    /// <summary>From the end of the scenario until all had all; -1 when they never had.</summary>
    public long SettledAfter { get; init; }

    /// <summary>How long the measured part took.</summary>
    public long Took { get; init; }

    /// <summary>Messages and their bytes by kind.</summary>
    public IReadOnlyDictionary<string, MessageSum> Messages { get; init; } = new Dictionary<string, MessageSum>();

    /// <summary>What the scenario itself measured.</summary>
    public IReadOnlyDictionary<string, double> Observed { get; init; } = new Dictionary<string, double>();

    /// <summary>Equal for equal runs.</summary>
    public string TraceHash { get; init; } = "";

    /// <summary>Answers that were compared with what causality gives.</summary>
    public long AnswersChecked { get; init; }

    /// <summary>What was to be kept, and whether it was.</summary>
    public IReadOnlyList<Bound> Bounds { get; init; } = [];

    /// <summary>What a checker found; null when nothing.</summary>
    public string? Failure { get; init; }

    /// <summary>The latest events before the failure.</summary>
    public IReadOnlyList<string> Trace { get; init; } = [];

    /// <summary>Real seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>True when no checker found anything, and every bound was kept.</summary>
    public bool Holds => Failure is null && Bounds.All(b => b.Holds);

    /// <summary>One line: what holds or does not.</summary>
    public string Verdict => Failure ?? (Bounds.FirstOrDefault(b => !b.Holds) is { } exceeded ? exceeded.ToString() : Strategy == Strategies.Strategy.Mesh ? "holds" : "not judged");
}

/// <summary>How many messages, and how many bytes they have together.</summary>
public sealed record MessageSum(long Count, long Bytes);
