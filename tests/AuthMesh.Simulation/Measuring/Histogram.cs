using System.Runtime.InteropServices;

namespace AuthMesh.Simulation.Measuring;

/// <summary>How often which whole number came up.</summary>
public sealed class Histogram
{
    private readonly Dictionary<long, long> _counts = [];

    /// <summary>How many numbers were counted.</summary>
    public long Count { get; private set; }

    /// <summary>Counts a number.</summary>
    public void Add(long value)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out _)++;
        Count++;
    }

    /// <summary>Their mean; 0 when nothing was counted.</summary>
    public double Mean => Count == 0 ? 0 : _counts.Sum(c => (double)c.Key * c.Value) / Count;

    /// <summary>The least number that so many of a hundred do not exceed; 0 when nothing was counted.</summary>
    public long Percentile(double percent)
    {
        var rank = (long)Math.Ceiling(Count * percent / 100);
        var seen = 0L;
        foreach (var (value, count) in _counts.OrderBy(c => c.Key))
        {
            seen += count;
            if (seen >= rank)
            {
                return value;
            }
        }

        return 0;
    }

    /// <summary>The greatest number; 0 when nothing was counted.</summary>
    public long Max => Count == 0 ? 0 : _counts.Keys.Max();
}
