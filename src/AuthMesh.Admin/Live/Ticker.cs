namespace AuthMesh.Admin.Live;

/// <summary>Lets relative times move on: one slow clock for all of them.</summary>
internal sealed class Ticker : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ITimer timer;

    public Ticker(TimeProvider time) => timer = time.CreateTimer(_ => Tick?.Invoke(), null, Interval, Interval);

    /// <summary>Raised on a pool thread.</summary>
    public event Action? Tick;

    public void Dispose() => timer.Dispose();
}
