namespace AuthMesh.Transport.Links;

/// <summary>Notices that a peer is dead: nothing came from it, not even a ping, for too long while this end was listening.</summary>
/// <remarks>
/// Only listening counts. While this end holds reading up, because its replica is busy, the peer cannot be heard and is not to blame.
/// (SignalR's own timeouts do not know the difference at the dialling end, and at the accepting end begin with the first ping only.)
/// </remarks>
internal sealed class SilenceWatch : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly ITimer _timer;

    public SilenceWatch(TimeSpan limit, TimeProvider time, Action<string> onSilence)
    {
        _limit = limit;
        _timer = time.CreateTimer(_ => onSilence(Verdict = $"no sign of life for {limit.TotalSeconds:0.#} s"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Set when the peer was found dead.</summary>
    public string? Verdict { get; private set; }

    /// <summary>This end listens from now on.</summary>
    public void Listen() => _timer.Change(_limit, Timeout.InfiniteTimeSpan);

    /// <summary>Something came, or this end stopped listening.</summary>
    public void Rest() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();
}
