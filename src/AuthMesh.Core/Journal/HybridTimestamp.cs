namespace AuthMesh.Core.Journal;

/// <summary>A hybrid logical clock reading: Unix milliseconds in the upper 48 bits, a counter in the lower 16.</summary>
/// <remarks>Kulkarni, Demirbas et al., "Logical Physical Clocks", 2014. Never decides who wins a conflict.</remarks>
public readonly record struct HybridTimestamp(ulong Value) : IComparable<HybridTimestamp>
{
    /// <summary>The physical part, in Unix milliseconds.</summary>
    public long Milliseconds => (long)(Value >> 16);

    /// <summary>The physical part.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(Milliseconds, 253_402_300_799_999));

    /// <inheritdoc/>
    public int CompareTo(HybridTimestamp other) => Value.CompareTo(other.Value);

    /// <summary>A reading later than <paramref name="last"/> and not before the wall clock.</summary>
    public static HybridTimestamp Next(HybridTimestamp last, long wallMilliseconds)
    {
        var wall = (ulong)Math.Max(0, wallMilliseconds) << 16;
        return new HybridTimestamp(Math.Max(wall, last.Value + 1));
    }
}
