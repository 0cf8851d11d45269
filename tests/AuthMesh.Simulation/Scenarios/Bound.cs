namespace AuthMesh.Simulation.Scenarios;

/// <summary>Something that must not be exceeded.</summary>
/// <param name="What">In words, with the unit.</param>
/// <param name="Value">As measured.</param>
/// <param name="Limit">The most that is allowed.</param>
public sealed record Bound(string What, double Value, double Limit)
{
    /// <summary>True when it is kept.</summary>
    public bool Holds => Value <= Limit;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{What}: {Value:0.###}, at most {Limit:0.###}");
}
