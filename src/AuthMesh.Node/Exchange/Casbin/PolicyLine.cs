namespace AuthMesh.Node.Exchange.Casbin;

/// <summary>A line of a policy file.</summary>
/// <param name="Kind"><c>p</c>, or the name of a role graph.</param>
/// <param name="Values">What stands behind the kind.</param>
internal readonly record struct PolicyLine(string File, long Line, string Kind, IReadOnlyList<string> Values)
{
    public Place Place => new(File, new Position(Line, 1));

    /// <summary>The place of a value, its column counted in cells.</summary>
    public Place PlaceOf(int value) => new(File, new Position(Line, value + 2));
}
