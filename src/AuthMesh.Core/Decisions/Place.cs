namespace AuthMesh.Core.Decisions;

/// <summary>What a list says at one name or pattern. Immutable; the default says nothing.</summary>
/// <remarks>
/// <para>Most names of a list have one allow entry, or one or two memberships, with neither window nor condition. These stand in the place itself: a check waits for memory and
/// for little else, and has read them once it is there. Records of one other sort are referred to at once; several sorts, and deny entries, through an object of their own.</para>
/// <para>Invariant: what can stand in the place itself stands there, with <c>_said</c> null: of an entry, <c>_first</c> is the complement of the action, so negative, and <c>_second</c> the
/// other side; of memberships, both are one more than a parent, and <c>_second</c> is 0 where there is but one.</para>
/// </remarks>
internal readonly struct Place
{
    private readonly object? _said;
    private readonly int _first, _second;

    private Place(object? said) => _said = said;

    private Place(int first, int second) => (_first, _second) = (first, second);

    /// <summary>As a child: its memberships, by parent. Makes a map of what stands in the place itself; a check asks <see cref="HasPlainParents"/> first.</summary>
    public CompactMap<int, Clauses> Parents => _said is Several several ? several.Parents
        : !HasPlainParents(out var one, out var other) ? CompactMap<int, Clauses>.In(_said)
        : other == Vocabulary.None ? default(CompactMap<int, Clauses>).Set(one, Clauses.OnlyPlain)
        : default(CompactMap<int, Clauses>).Set(one, Clauses.OnlyPlain).Set(other, Clauses.OnlyPlain);

    /// <summary>The allow entries that stand here. Makes a map of what stands in the place itself; a check asks <see cref="HasPlainAllow"/> first.</summary>
    public CompactMap<Opposite, Clauses> Allows => _said is Several several ? several.Allows
        : HasPlainAllow(out var opposite) ? default(CompactMap<Opposite, Clauses>).Set(opposite, Clauses.OnlyPlain)
        : CompactMap<Opposite, Clauses>.In(_said);

    /// <summary>The deny entries that stand here, and those whose effect this version does not know.</summary>
    public CompactMap<Opposite, Clauses> Denies => _said is Several several ? several.Denies : default;

    /// <summary>As an entity: its stored attributes, by name.</summary>
    public CompactMap<int, StoredAttribute> Attributes => _said is Several several ? several.Attributes : CompactMap<int, StoredAttribute>.In(_said);

    /// <summary>True where memberships stand in the place itself: nothing else is said here.</summary>
    /// <param name="one">A parent.</param>
    /// <param name="other">Another, or <see cref="Vocabulary.None"/>.</param>
    public bool HasPlainParents(out int one, out int other)
    {
        (one, other) = (_first - 1, _second - 1);
        return _first > 0;
    }

    /// <summary>True where an allow entry stands in the place itself: nothing else is said here.</summary>
    public bool HasPlainAllow(out Opposite opposite)
    {
        opposite = new Opposite(~_first, _second);
        return _first < 0;
    }

    /// <summary>With these memberships in the place of those before.</summary>
    public Place WithParents(CompactMap<int, Clauses> parents) => Of(parents, Allows, Denies, Attributes);

    /// <summary>With these allow entries.</summary>
    public Place WithAllows(CompactMap<Opposite, Clauses> allows) => Of(Parents, allows, Denies, Attributes);

    /// <summary>With these deny entries.</summary>
    public Place WithDenies(CompactMap<Opposite, Clauses> denies) => Of(Parents, Allows, denies, Attributes);

    /// <summary>With these attributes.</summary>
    public Place WithAttributes(CompactMap<int, StoredAttribute> attributes) => Of(Parents, Allows, Denies, attributes);

    private static Place Of(
        CompactMap<int, Clauses> parents, CompactMap<Opposite, Clauses> allows, CompactMap<Opposite, Clauses> denies, CompactMap<int, StoredAttribute> attributes) =>
        (parents.IsEmpty, allows.IsEmpty, denies.IsEmpty, attributes.IsEmpty) switch
        {
            (_, true, true, true) => OfParents(parents),
            (true, _, true, true) => OfAllows(allows),
            (true, true, true, _) => new(attributes.Entries),
            _ => new(new Several(parents, allows, denies, attributes)),
        };

    private static Place OfParents(CompactMap<int, Clauses> parents) => parents.Few switch
    {
        [{ Value.IsOnlyPlain: true } only] => new(only.Key + 1, 0),
        [{ Value.IsOnlyPlain: true } one, { Value.IsOnlyPlain: true } other] => new(one.Key + 1, other.Key + 1),
        _ => new(parents.Entries),
    };

    private static Place OfAllows(CompactMap<Opposite, Clauses> allows) =>
        allows.Few is [{ Value.IsOnlyPlain: true } only] ? new(~only.Key.Action, only.Key.Signed) : new(allows.Entries);

    private sealed class Several(
        CompactMap<int, Clauses> parents, CompactMap<Opposite, Clauses> allows, CompactMap<Opposite, Clauses> denies, CompactMap<int, StoredAttribute> attributes)
    {
        public CompactMap<int, Clauses> Parents { get; } = parents;

        public CompactMap<Opposite, Clauses> Allows { get; } = allows;

        public CompactMap<Opposite, Clauses> Denies { get; } = denies;

        public CompactMap<int, StoredAttribute> Attributes { get; } = attributes;
    }
}
