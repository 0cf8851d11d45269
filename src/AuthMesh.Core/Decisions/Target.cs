namespace AuthMesh.Core.Decisions;

/// <summary>The place of entries under their subject, as numbers of the <see cref="Vocabulary"/>.</summary>
internal readonly record struct Target(int Action, int Resource) : IComparable<Target>
{
    private ulong Order => (ulong)(uint)Resource << 32 | (uint)Action;

    /// <inheritdoc/>
    public int CompareTo(Target other) => Order.CompareTo(other.Order);
}
