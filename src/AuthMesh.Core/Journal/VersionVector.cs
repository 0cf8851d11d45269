using System.Collections.Immutable;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Journal;

/// <summary>Which batches are seen: for each writer all up to a seq. Immutable, compared by value, ordered by writer.</summary>
/// <remarks>Batches of a writer form a chain and arrive after their causes, so a set of seen batches is always such a vector.</remarks>
public sealed class VersionVector : IEquatable<VersionVector>
{
    private readonly ImmutableArray<Dot> _tips;

    private VersionVector(ImmutableArray<Dot> tips) => _tips = tips;

    /// <summary>Nothing seen.</summary>
    public static VersionVector Empty { get; } = new([]);

    /// <summary>The last seen dot of each writer, ordered by writer.</summary>
    public ImmutableArray<Dot> Tips => _tips;

    /// <summary>The last seen seq of a writer; 0 when none.</summary>
    public long this[Writer writer]
    {
        get
        {
            var at = IndexOf(writer);
            return at < 0 ? 0 : _tips[at].Seq;
        }
    }

    /// <summary>From dots in any order; the highest of each writer counts.</summary>
    public static VersionVector Of(IEnumerable<Dot> dots) => Empty.JoinAll(dots);

    /// <summary>True when the batch at <paramref name="dot"/> is seen.</summary>
    public bool Covers(Dot dot) => this[dot.Writer] >= dot.Seq;

    /// <summary>True when everything seen by <paramref name="other"/> is seen here.</summary>
    public bool Covers(VersionVector other) => other._tips.All(Covers);

    /// <summary>This vector with one more batch (and all before it) seen.</summary>
    public VersionVector With(Dot dot)
    {
        var at = IndexOf(dot.Writer);
        if (at < 0)
        {
            return new VersionVector(_tips.Insert(~at, dot));
        }

        return _tips[at].Seq >= dot.Seq ? this : new VersionVector(_tips.SetItem(at, dot));
    }

    /// <summary>What either has seen.</summary>
    public VersionVector Join(VersionVector other)
    {
        if (ReferenceEquals(this, other) || other._tips.IsEmpty)
        {
            return this;
        }

        return _tips.IsEmpty ? other : Merge(other);
    }

    /// <summary>Both are ordered, so one walk over the two will do. What adds nothing to the other costs no copy.</summary>
    private VersionVector Merge(VersionVector other)
    {
        var (mine, theirs) = (_tips, other._tips);
        var merged = ImmutableArray.CreateBuilder<Dot>(mine.Length + theirs.Length);
        var (isMine, isTheirs) = (true, true);
        for (int i = 0, j = 0; i < mine.Length || j < theirs.Length;)
        {
            if (j == theirs.Length || (i < mine.Length && mine[i].Writer.CompareTo(theirs[j].Writer) < 0))
            {
                merged.Add(mine[i++]);
                isTheirs = false;
            }
            else if (i == mine.Length || mine[i].Writer != theirs[j].Writer)
            {
                merged.Add(theirs[j++]);
                isMine = false;
            }
            else
            {
                isMine &= mine[i].Seq >= theirs[j].Seq;
                isTheirs &= theirs[j].Seq >= mine[i].Seq;
                merged.Add(mine[i].Seq >= theirs[j].Seq ? mine[i] : theirs[j]);
                i++;
                j++;
            }
        }

        return isMine ? this : isTheirs ? other : new VersionVector(merged.DrainToImmutable());
    }

    private VersionVector JoinAll(IEnumerable<Dot> dots) => dots.Aggregate(this, (vector, dot) => vector.With(dot));

    /// <summary>Binary search; the complement of the place to insert at when the writer is absent.</summary>
    private int IndexOf(Writer writer)
    {
        int low = 0, high = _tips.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = _tips[middle].Writer.CompareTo(writer);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }

    /// <inheritdoc/>
    public bool Equals(VersionVector? other) => other is not null && (ReferenceEquals(this, other) || _tips.AsSpan().SequenceEqual(other._tips.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VersionVector);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var tip in _tips)
        {
            hash.Add(tip);
        }

        return hash.ToHashCode();
    }
}
