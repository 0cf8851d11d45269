using AuthMesh.Node.Replication;

namespace AuthMesh.Node.Tests.Replication;

public sealed class RoundTimerTests
{
    private readonly StillTime _time = new();
    private int _woken;

    [Fact]
    public void A_time_that_has_come_needs_no_waking()
    {
        using var timer = new RoundTimer(new ReplicaClock(_time), () => _woken++);
        Assert.False(timer.Set(0));
        Assert.Empty(_time.Set);
    }

    [Fact]
    public void It_is_set_anew_for_an_earlier_time_only_and_again_after_it_woke()
    {
        using var timer = new RoundTimer(new ReplicaClock(_time), () => _woken++);
        Assert.True(timer.Set(200));
        Assert.True(timer.Set(300));
        Assert.True(timer.Set(100));
        Assert.Equal([200, 100], _time.Set);

        _time.Fire();
        Assert.Equal(1, _woken);
        Assert.True(timer.Set(300));
        Assert.Equal([200, 100, 300], _time.Set);
    }

    [Fact]
    public void Without_a_time_it_wakes_once_a_minute()
    {
        using var timer = new RoundTimer(new ReplicaClock(_time), () => _woken++);
        Assert.True(timer.Set(null));
        Assert.Equal([60_000], _time.Set);
    }

    /// <summary>Stands at 0, and fires when told to.</summary>
    private sealed class StillTime : TimeProvider
    {
        private Action _fire = () => { };

        public List<long> Set { get; } = [];

        public void Fire() => _fire();

        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            return new NotedTimer(Set);
        }

        private sealed class NotedTimer(List<long> set) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                set.Add((long)dueTime.TotalMilliseconds);
                return true;
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
