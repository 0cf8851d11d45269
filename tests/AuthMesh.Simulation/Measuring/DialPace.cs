using AuthMesh.Core.Replication;

namespace AuthMesh.Simulation.Measuring;

/// <summary>How often a node may dial a peer with which no link lasts: some times at waits that grow, then once in the cap of the backoff.</summary>
/// <param name="options">Of every replica.</param>
public sealed class DialPace(ReplicaOptions options)
{
    /// <summary>What <see cref="MostAhead"/> is called in reports.</summary>
    public const string Ahead = "dials of a peer by a node, after backoff, beyond one in 30 s";

    /// <summary>The most by which one dial may be ahead of its time, in waits of the cap: a rumour that the peer is up brings it forward, by a cap and a quarter when it comes at once.</summary>
    public const double OneBroughtForward = 1.25;

    /// <summary>Dials before the wait is the cap: it doubles with each.</summary>
    private readonly int _first = (int)Math.Ceiling(Math.Log2(options.RedialCap / (double)options.RedialBase));

    /// <summary>By how many dials any node, with any peer and over any time, was ahead of one in each cap, the first ones aside; 0 when every other dial came a cap after the one before.</summary>
    /// <remarks>Who was left alone for a cap for each of its dials, or of the first ones where it had more, begins anew: over time that is still one dial in the cap. For fewer dials than the first ones it must not take as long
    /// as for all of them: a node that was given up after two, and is wanted again when these are paid for, has as many short waits before it as one that is new.</remarks>
    public double MostAhead(Traffic traffic) => traffic.DialsByPair.Values.Select(AheadOf).DefaultIfEmpty().Max();

    private double AheadOf(List<long> dials)
    {
        var (most, least, count, last) = (0.0, double.PositiveInfinity, 0, 0L);
        foreach (var at in dials)
        {
            if (at - last >= (long)Math.Min(count, _first) * options.RedialCap)
            {
                (count, least) = (0, double.PositiveInfinity);
            }

            if (++count >= _first)
            {
                var pace = count - (at / (double)options.RedialCap);
                least = Math.Min(least, pace);
                most = Math.Max(most, pace - least);
            }

            last = at;
        }

        return most;
    }
}
