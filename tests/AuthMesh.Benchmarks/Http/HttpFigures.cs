namespace AuthMesh.Benchmarks.Http;

/// <summary>What one of two servers did in its rounds.</summary>
/// <remarks>On a machine that does other things, too, requests a second say as much of those as of the server. The processor time that a request costs the server does not.</remarks>
internal sealed class HttpFigures(string name, Func<TimeSpan> processorTime)
{
    private readonly Samples _samples = new();
    private readonly List<double> _rates = [];
    private TimeSpan _used;
    private long _requests;

    private double MicrosecondsARequest => _used.TotalMicroseconds / _requests;

    /// <summary>Lets it answer for a round.</summary>
    public async Task TakeAsync(Func<Task<List<TimeSpan>>> round, bool isCounted)
    {
        var before = processorTime();
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        var samples = await round();
        if (isCounted)
        {
            _rates.Add(samples.Count / System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds);
            _used += processorTime() - before;
            _requests += samples.Count;
            samples.ForEach(_samples.Add);
        }
    }

    /// <summary>Its requests a second as a share of the other's, over all pairs of rounds: the middle one, and between what the middle half lies.</summary>
    public string RateAgainst(HttpFigures other)
    {
        double[] shares = [.. _rates.Zip(other._rates, (one, another) => one / another).Order()];
        return $"{shares[shares.Length / 2]:0.00} ({shares[shares.Length / 4]:0.00} to {shares[shares.Length * 3 / 4]:0.00})";
    }

    /// <summary>Its processor time a request as a share of the other's.</summary>
    public double ProcessorTimeAgainst(HttpFigures other) => MicrosecondsARequest / other.MicrosecondsARequest;

    public override string ToString() => $"{name,-15}   {_rates.Average(),7:0} requests/s   {MicrosecondsARequest,5:0.0} µs of processor time each   {_samples}";
}
