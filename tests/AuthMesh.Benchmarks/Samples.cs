namespace AuthMesh.Benchmarks;

/// <summary>Durations, and what of them is shown.</summary>
internal sealed class Samples
{
    private readonly List<double> _milliseconds = [];

    public void Add(TimeSpan duration) => _milliseconds.Add(duration.TotalMilliseconds);

    public double Percentile(double percent)
    {
        var sorted = _milliseconds.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * percent / 100))];
    }

    public override string ToString() => $"p50 {Percentile(50):0.000} ms   p99 {Percentile(99):0.000} ms   ({_milliseconds.Count} samples)";
}
