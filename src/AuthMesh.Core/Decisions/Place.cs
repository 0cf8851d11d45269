namespace AuthMesh.Core.Decisions;

/// <summary>What a list says at one name or pattern. Immutable, one reference, null when nothing.</summary>
/// <remarks>Most names have records of but one sort: these are referred to at once, so that a check finds them, and that there are no others, with one wait for memory.
/// Only where there are several sorts, or deny entries, do they stand in an object of their own.</remarks>
internal readonly struct Place
{
    private readonly object? _said;

    private Place(object? said) => _said = said;

    /// <summary>As a child: its memberships, by parent.</summary>
    public CompactMap<int, Clauses> Parents => _said is Several several ? several.Parents : CompactMap<int, Clauses>.In(_said);

    /// <summary>As a subject: the allow entries.</summary>
    public CompactMap<Target, Clauses> Allows => _said is Several several ? several.Allows : CompactMap<Target, Clauses>.In(_said);

    /// <summary>As a subject: the deny entries, and those whose effect this version does not know.</summary>
    public CompactMap<Target, Clauses> Denies => _said is Several several ? several.Denies : default;

    /// <summary>As an entity: its stored attributes, by name.</summary>
    public CompactMap<int, StoredAttribute> Attributes => _said is Several several ? several.Attributes : CompactMap<int, StoredAttribute>.In(_said);

    /// <summary>With these memberships in the place of those before.</summary>
    public Place WithParents(CompactMap<int, Clauses> parents) => Of(new Several(parents, Allows, Denies, Attributes));

    /// <summary>With these allow entries.</summary>
    public Place WithAllows(CompactMap<Target, Clauses> allows) => Of(new Several(Parents, allows, Denies, Attributes));

    /// <summary>With these deny entries.</summary>
    public Place WithDenies(CompactMap<Target, Clauses> denies) => Of(new Several(Parents, Allows, denies, Attributes));

    /// <summary>With these attributes.</summary>
    public Place WithAttributes(CompactMap<int, StoredAttribute> attributes) => Of(new Several(Parents, Allows, Denies, attributes));

    private static Place Of(Several several) => several switch
    {
        { Denies.IsEmpty: false } => new(several),
        { Allows.IsEmpty: true, Attributes.IsEmpty: true } => new(several.Parents.Entries),
        { Parents.IsEmpty: true, Attributes.IsEmpty: true } => new(several.Allows.Entries),
        { Parents.IsEmpty: true, Allows.IsEmpty: true } => new(several.Attributes.Entries),
        _ => new(several),
    };

    private sealed class Several(
        CompactMap<int, Clauses> parents, CompactMap<Target, Clauses> allows, CompactMap<Target, Clauses> denies, CompactMap<int, StoredAttribute> attributes)
    {
        public CompactMap<int, Clauses> Parents { get; } = parents;

        public CompactMap<Target, Clauses> Allows { get; } = allows;

        public CompactMap<Target, Clauses> Denies { get; } = denies;

        public CompactMap<int, StoredAttribute> Attributes { get; } = attributes;
    }
}
