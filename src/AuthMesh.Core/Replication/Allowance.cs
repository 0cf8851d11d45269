namespace AuthMesh.Core.Replication;

/// <summary>What may be spent on something: so much a second, whatever asks for it.</summary>
/// <remarks>A leaky bucket, kept as the time at which everything that was spent is paid for. So much time's worth may be saved up: for a burst, or so that timers need not be exact.</remarks>
internal sealed class Allowance(int perSecond, int savedMilliseconds)
{
    private long _paidAt = long.MinValue / 2;

    /// <summary>What may be saved up.</summary>
    public int SavedMilliseconds { get; set; } = savedMilliseconds;

    /// <summary>True when something may be spent now.</summary>
    public bool HasLeft(long now) => _paidAt <= now * 1_000;

    /// <summary>When something may be spent; null when it may be now.</summary>
    public long? NextAt(long now) => HasLeft(now) ? null : (_paidAt + 999) / 1_000;

    public void Spend(int amount, long now) => _paidAt = Math.Max(_paidAt, (now - SavedMilliseconds) * 1_000) + (amount * 1_000_000L / perSecond);
}
