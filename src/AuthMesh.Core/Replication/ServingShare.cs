namespace AuthMesh.Core.Replication;

/// <summary>What a node spends on those who catch up: so many bytes a second over all links together, however many ask at once.</summary>
/// <remarks>A leaky bucket, kept as the time at which everything that was spent is paid for. A little may be saved up, so that timers need not be exact.</remarks>
internal sealed class ServingShare(int bytesPerSecond)
{
    private const long SavedMicroseconds = 50_000;
    private long _paidAt = long.MinValue / 2;

    /// <summary>True when another message may be sent now.</summary>
    public bool HasLeft(long now) => _paidAt <= now * 1_000;

    /// <summary>When another message may be sent; null when one may be now.</summary>
    public long? NextAt(long now) => HasLeft(now) ? null : (_paidAt + 999) / 1_000;

    public void Spend(int bytes, long now) => _paidAt = Math.Max(_paidAt, (now * 1_000) - SavedMicroseconds) + (bytes * 1_000_000L / bytesPerSecond);
}
