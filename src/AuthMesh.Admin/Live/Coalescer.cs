namespace AuthMesh.Admin.Live;

/// <summary>Runs an action soon after a signal, and for any number of signals at most once per interval.</summary>
/// <remarks>
/// The first signal after a quiet time acts at once; signals during a run lead to one more run. A run that took long is given ten times
/// as long a rest, so that a page with an expensive query cannot take a core for itself. Signals come from any thread and never wait.
/// </remarks>
internal sealed class Coalescer : IDisposable
{
    /// <summary>Four renders a second.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private const int RestFactor = 10;

    private readonly TimeProvider time;
    private readonly Func<Task> run;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private bool signalled, waiting, running, disposed;
    private long notBefore;

    public Coalescer(TimeProvider time, Func<Task> run)
    {
        this.time = time;
        this.run = run;
        notBefore = time.GetTimestamp();
        timer = time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Signal()
    {
        lock (gate)
        {
            signalled = true;
            Schedule_NeedsLock();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
        }

        timer.Dispose();
    }

    private void Schedule_NeedsLock()
    {
        if (disposed || waiting || running || !signalled)
        {
            return;
        }

        waiting = true;
        var rest = time.GetElapsedTime(time.GetTimestamp(), notBefore);
        timer.Change(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private async void OnTimer()
    {
        lock (gate)
        {
            if (disposed)
            {
                return;
            }

            (waiting, running, signalled) = (false, true, false);
        }

        var started = time.GetTimestamp();
        try
        {
            await run();
        }
        finally
        {
            lock (gate)
            {
                running = false;
                var rest = time.GetElapsedTime(started) * RestFactor;
                notBefore = time.GetTimestamp() + ToTicks(rest > Interval ? rest : Interval);
                Schedule_NeedsLock();
            }
        }
    }

    private long ToTicks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
