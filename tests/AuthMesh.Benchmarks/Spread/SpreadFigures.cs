namespace AuthMesh.Benchmarks.Spread;

/// <summary>What is measured at some processes, write by write.</summary>
internal sealed class SpreadFigures(string name, string everywhere, Func<TimeSpan> processorTime)
{
    private readonly Samples _everywhere = new(), _acknowledged = new();
    private TimeSpan _usedBefore;
    private int _counted;

    /// <summary>Takes one write, and the rest of its time slot.</summary>
    public async Task TakeAsync(Func<Task<SpreadTimes>> write, TimeSpan slot)
    {
        var next = Task.Delay(slot);
        if (_counted++ == 0)
        {
            _usedBefore = processorTime();
        }

        var times = await write();
        _everywhere.Add(times.Everywhere);
        _acknowledged.Add(times.Acknowledged);
        await next;
    }

    public string Against(SpreadFigures other) =>
        $"{everywhere} p50 {_everywhere.Percentile(50) / other._everywhere.Percentile(50):0.00}, p99 {_everywhere.Percentile(99) / other._everywhere.Percentile(99):0.00}   " +
        $"acknowledged p50 {_acknowledged.Percentile(50) / other._acknowledged.Percentile(50):0.00}   processor time {PerWrite / other.PerWrite:0.00}";

    public override string ToString() =>
        $"""
        {name,-11} {everywhere,-23} {_everywhere}
        {"",-11} acknowledged            {_acknowledged}
        {"",-11} processor time          {PerWrite.TotalMilliseconds:0.00} ms a write over all processes
        """;

    private TimeSpan PerWrite => (processorTime() - _usedBefore) / _counted;
}
