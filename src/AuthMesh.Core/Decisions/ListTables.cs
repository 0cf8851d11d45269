namespace AuthMesh.Core.Decisions;

/// <summary>What a list says at each name and pattern, by its number. Immutable.</summary>
/// <remarks>A table for each sort of record: most names have but one sort, and a check that looks for one need not pass by the others.</remarks>
/// <param name="Parents">By child: its memberships, by parent.</param>
/// <param name="Allows">By subject: the allow entries.</param>
/// <param name="Denies">By subject: the deny entries, and those whose effect this version does not know.</param>
/// <param name="Attributes">By entity: its stored attributes, by name.</param>
internal sealed record ListTables(
    PersistentArray<CompactMap<int, Clauses>> Parents,
    PersistentArray<CompactMap<Target, Clauses>> Allows,
    PersistentArray<CompactMap<Target, Clauses>> Denies,
    PersistentArray<CompactMap<int, StoredAttribute>> Attributes)
{
    /// <summary>Nothing is said.</summary>
    public static ListTables Empty { get; } = new(
        PersistentArray<CompactMap<int, Clauses>>.Empty,
        PersistentArray<CompactMap<Target, Clauses>>.Empty,
        PersistentArray<CompactMap<Target, Clauses>>.Empty,
        PersistentArray<CompactMap<int, StoredAttribute>>.Empty);

    /// <summary>Above every number at which something is said.</summary>
    public int Length => Math.Max(Math.Max(Parents.Length, Attributes.Length), Math.Max(Allows.Length, Denies.Length));
}
