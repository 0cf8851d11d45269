using System.Collections.Immutable;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Journal;

/// <summary>Which batches are seen: for each writer all up to a seq. Immutable, compared by value.</summary>
/// <remarks>Batches of a writer form a chain and arrive after their causes, so a set of seen batches is always such a vector.</remarks>
public sealed class VersionVector : IEquatable<VersionVector>
{
    private readonly VersionTrie? _dots;

    private VersionVector(VersionTrie? dots) => _dots = dots;

    /// <summary>Nothing seen.</summary>
    public static VersionVector Empty { get; } = new(null);

    /// <summary>The last seen dot of each writer, ordered by writer. Made anew at each call.</summary>
    public ImmutableArray<Dot> Tips => Beyond(Empty);

    /// <summary>The last seen seq of a writer; 0 when none.</summary>
    public long this[Writer writer] => VersionTrie.SeqOf(_dots, writer);

    /// <summary>From dots in any order; the highest of each writer counts.</summary>
    public static VersionVector Of(IEnumerable<Dot> dots) => dots.Aggregate(Empty, (vector, dot) => vector.With(dot));

    /// <summary>True when the batch at <paramref name="dot"/> is seen.</summary>
    public bool Covers(Dot dot) => this[dot.Writer] >= dot.Seq;

    /// <summary>True when everything seen by <paramref name="other"/> is seen here.</summary>
    public bool Covers(VersionVector other) => VersionTrie.Covers(_dots, other._dots);

    /// <summary>The last seen dots, ordered by writer, of those writers of whom more is seen here than by <paramref name="other"/>.</summary>
    public ImmutableArray<Dot> Beyond(VersionVector other) => VersionTrie.Beyond(_dots, other._dots);

    /// <summary>This vector with one more batch (and all before it) seen.</summary>
    public VersionVector With(Dot dot) => dot.Seq <= 0 ? this : Of(VersionTrie.With(_dots, dot), this);

    /// <summary>What either has seen.</summary>
    public VersionVector Join(VersionVector other)
    {
        var joined = VersionTrie.Join(_dots, other._dots);
        return ReferenceEquals(joined, other._dots) ? Of(joined, other) : Of(joined, this);
    }

    private static VersionVector Of(VersionTrie? dots, VersionVector known) => ReferenceEquals(dots, known._dots) ? known : new VersionVector(dots);

    /// <inheritdoc/>
    public bool Equals(VersionVector? other) => other is not null && Covers(other) && other.Covers(this);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VersionVector);

    /// <inheritdoc/>
    public override int GetHashCode() => Tips.Aggregate(0, HashCode.Combine);
}
