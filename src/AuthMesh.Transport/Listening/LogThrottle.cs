namespace AuthMesh.Transport.Listening;

/// <summary>Keeps strangers from filling the log: some lines a minute, then a count of what was left out.</summary>
internal sealed class LogThrottle(TimeProvider time, int linesPerMinute = 20)
{
    private readonly Lock _lock = new();
    private long _windowStart = time.GetTimestamp();
    private int _written, _suppressed;

    /// <summary>True when a line may be written.</summary>
    /// <param name="suppressed">How many were left out since the last one that was written.</param>
    public bool TryEnter(out int suppressed)
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_windowStart) >= TimeSpan.FromMinutes(1))
            {
                _windowStart = time.GetTimestamp();
                _written = 0;
            }

            suppressed = _suppressed;
            if (_written >= linesPerMinute)
            {
                _suppressed++;
                return false;
            }

            _written++;
            _suppressed = 0;
            return true;
        }
    }
}
