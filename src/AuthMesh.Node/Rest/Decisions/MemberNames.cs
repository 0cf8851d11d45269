namespace AuthMesh.Node.Rest.Decisions;

/// <summary>The names that an object has had so far, so that none comes twice.</summary>
internal struct MemberNames
{
    private uint _known;
    private HashSet<string>? _others;

    /// <summary>False when it was there.</summary>
    public bool Add(Member member)
    {
        var bit = 1u << (int)member;
        var isNew = (_known & bit) == 0;
        _known |= bit;
        return isNew;
    }

    /// <summary>False when it was there.</summary>
    public bool AddOther(string name) => (_others ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);
}
