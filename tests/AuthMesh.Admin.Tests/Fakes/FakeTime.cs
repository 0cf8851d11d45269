namespace AuthMesh.Admin.Tests.Fakes;

/// <summary>A clock that stands until it is moved; timers that come due fire in their order, on the mover's thread.</summary>
public sealed class FakeTime : TimeProvider
{
    private readonly List<FakeTimer> timers = [];
    private readonly Lock gate = new();

    public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private DateTimeOffset now = Start;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Time that passes while something runs: no timer fires.</summary>
    public void Advance(TimeSpan by) => now += by;

    public void Move(TimeSpan by)
    {
        var end = now + by;
        while (NextDue(end) is { } timer)
        {
            now = timer.Due!.Value > now ? timer.Due.Value : now;
            timer.Fire();
        }

        now = now > end ? now : end;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (gate)
        {
            timers.Add(timer);
        }

        return timer;
    }

    private FakeTimer? NextDue(DateTimeOffset end)
    {
        lock (gate)
        {
            return timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
        }
    }

    private sealed class FakeTimer(FakeTime time, Action callback) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            this.period = period;
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : time.now + dueTime;
            return true;
        }

        public void Fire()
        {
            Due = period > TimeSpan.Zero ? Due + period : null;
            callback();
        }

        public void Dispose()
        {
            Due = null;
            lock (time.gate)
            {
                time.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
