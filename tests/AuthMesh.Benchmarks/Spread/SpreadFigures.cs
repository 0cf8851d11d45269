namespace AuthMesh.Benchmarks.Spread;

/// <summary>What is measured at some processes, write by write.</summary>
internal sealed class SpreadFigures(string name, Func<TimeSpan> processorTime)
{
    private readonly Samples _visible = new(), _acknowledged = new();
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
        _visible.Add(times.Visible);
        _acknowledged.Add(times.Acknowledged);
        await next;
    }

    public string Against(SpreadFigures other) =>
        $"visible p50 {_visible.Percentile(50) / other._visible.Percentile(50):0.00}, p99 {_visible.Percentile(99) / other._visible.Percentile(99):0.00}   " +
        $"acknowledged p50 {_acknowledged.Percentile(50) / other._acknowledged.Percentile(50):0.00}   processor time {PerWrite / other.PerWrite:0.00}";

    public override string ToString() =>
        $"""
        {name,-11} visible at all others   {_visible}
        {"",-11} acknowledged            {_acknowledged}
        {"",-11} processor time          {PerWrite.TotalMilliseconds:0.00} ms a write over all processes
        """;

    private TimeSpan PerWrite => (processorTime() - _usedBefore) / _counted;
}
