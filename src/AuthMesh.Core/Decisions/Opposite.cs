namespace AuthMesh.Core.Decisions;

/// <summary>What an entry says beside the name at which it stands: its action, and the name on the other side, as numbers of the <see cref="Vocabulary"/>.</summary>
/// <remarks>An entry stands at its resource when that is one name, and at its subject when the resource is a pattern. A name may be subject and resource at once, so which of
/// them the other side is must be told.</remarks>
/// <param name="Action">The action.</param>
/// <param name="Signed">The subject, or the complement of the resource.</param>
internal readonly record struct Opposite(int Action, int Signed)
{
    /// <summary>True when the other side is the resource: the entry stands at its subject.</summary>
    public bool IsResource => Signed < 0;

    /// <summary>The name on the other side.</summary>
    public int Number => IsResource ? ~Signed : Signed;

    /// <summary>Of an entry with this action and name on the other side.</summary>
    public static Opposite Of(int action, int number, bool isResource) => new(action, isResource ? ~number : number);
}
