using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Journal;

/// <summary>The last batch applied of a writer.</summary>
public readonly record struct Tip(Writer Writer, long Seq, Hash256 Batch)
{
    /// <summary>The tip's place.</summary>
    public Dot Dot => new(Writer, Seq);
}
