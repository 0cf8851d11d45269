namespace AuthMesh.Core.Decisions;

/// <summary>What a list says at one name or pattern. Immutable; a name of which nothing is said has none.</summary>
/// <param name="Parents">The memberships of which the name is the child, by parent.</param>
/// <param name="Allows">The allow entries of which it is the subject.</param>
/// <param name="Denies">The deny entries of which it is the subject, and those whose effect this version does not know.</param>
/// <param name="Attributes">Its stored attributes, by name.</param>
internal sealed record Place(
    CompactMap<int, Clauses> Parents,
    CompactMap<Target, Clauses> Allows,
    CompactMap<Target, Clauses> Denies,
    CompactMap<int, StoredAttribute> Attributes)
{
    /// <summary>Nothing is said.</summary>
    public static Place Empty { get; } = new(default, default, default, default);

    /// <summary>True when nothing is said.</summary>
    public bool IsEmpty => Parents.IsEmpty && Allows.IsEmpty && Denies.IsEmpty && Attributes.IsEmpty;
}
