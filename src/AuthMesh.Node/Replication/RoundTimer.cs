namespace AuthMesh.Node.Replication;

/// <summary>Wakes the loop at the time at which the replica wants a round although nothing comes in.</summary>
/// <remarks>It is set anew for an earlier time only. Each setting wakes the runtime's timer thread, which on an idle machine costs more than the round; and
/// a round too early is one with nothing in it.</remarks>
internal sealed class RoundTimer : IDisposable
{
    /// <summary>Whoever wants no round gets one all the same: a clock that jumped is noticed by looking.</summary>
    private const long LongestWait = 60_000;

    private readonly ReplicaClock _clock;
    private readonly ITimer _timer;
    private long _setFor = long.MaxValue;

    /// <param name="clock">Whose elapsed time counts.</param>
    /// <param name="wake">Must bring about a round, and so another <see cref="Set"/>.</param>
    public RoundTimer(ReplicaClock clock, Action wake)
    {
        _clock = clock;
        _timer = clock.Provider.CreateTimer(
            _ =>
            {
                Volatile.Write(ref _setFor, long.MaxValue);
                wake();
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>False when the time has come already; null is no time.</summary>
    public bool Set(long? at)
    {
        var now = _clock.Now().Elapsed;
        if (at <= now)
        {
            return false;
        }

        var wake = Math.Min(at ?? long.MaxValue, now + LongestWait);
        if (wake < Volatile.Read(ref _setFor))
        {
            Volatile.Write(ref _setFor, wake);
            _timer.Change(TimeSpan.FromMilliseconds(wake - now), Timeout.InfiniteTimeSpan);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();
}
