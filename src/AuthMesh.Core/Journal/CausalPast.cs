namespace AuthMesh.Core.Journal;

/// <summary>What a batch's author had seen when writing it: of the batch's own list, and of <c>mesh</c>.</summary>
/// <remarks>Worked out of the batch's causes alone, so every node gets the same. For batches of <c>mesh</c> both parts are one.</remarks>
public sealed record CausalPast(VersionVector List, VersionVector Mesh)
{
    /// <summary>Nothing seen: the founding batch's past.</summary>
    public static CausalPast Empty { get; } = new(VersionVector.Empty, VersionVector.Empty);
}
