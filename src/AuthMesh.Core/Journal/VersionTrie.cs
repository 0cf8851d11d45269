using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Journal;

/// <summary>Dots by writer, at most one each, as an immutable tree whose shape depends on its content alone; null is the empty one.</summary>
/// <remarks>
/// A node branches by the next four bits of the writer's path: sixteen steps of a hash, then, for those who make hashes meet, the writer's own bytes.
/// Vectors of one list mostly come from one another by a few steps and so share nearly all of their nodes; wherever two share one, joining and
/// comparing them stops there. So both cost what differs, and a vector of a thousand writers costs a few hundred bytes more than the last.
/// Bagwell, "Ideal Hash Trees", 2001.
/// </remarks>
internal abstract class VersionTrie
{
    private const int HashSteps = 16;

    /// <summary>The place of this writer's next step below a node at this depth.</summary>
    private static int Step(Writer writer, ulong hash, int depth)
    {
        if (depth < HashSteps)
        {
            return (int)(hash >> (4 * depth)) & 15;
        }

        var at = depth - HashSteps;
        Span<byte> bytes = stackalloc byte[Hash256.Size + Incarnation.Size];
        writer.Node.Value.CopyTo(bytes);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[Hash256.Size..], writer.Incarnation.Value);
        return (bytes[at / 2] >> (4 * (at % 2))) & 15;
    }

    private static ulong HashOf(Writer writer)
    {
        Span<byte> node = stackalloc byte[Hash256.Size];
        writer.Node.Value.CopyTo(node);
        var mixed = BinaryPrimitives.ReadUInt64BigEndian(node) ^ ((ulong)writer.Incarnation.Value * 0x9E3779B97F4A7C15UL) ^ (ulong)(writer.Incarnation.Value >> 64);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>The seq of a writer; 0 when none.</summary>
    public static long SeqOf(VersionTrie? trie, Writer writer)
    {
        var hash = HashOf(writer);
        for (var depth = 0; ; depth++)
        {
            switch (trie)
            {
                case Leaf leaf: return leaf.Dot.Writer == writer ? leaf.Dot.Seq : 0;
                case Branch branch: trie = branch.Child(Step(writer, hash, depth)); break;
                default: return 0;
            }
        }
    }

    /// <summary>With this dot, unless one of the writer is there that is as high; then the very same tree.</summary>
    public static VersionTrie With(VersionTrie? trie, Dot dot) => With(trie, new Leaf(dot, HashOf(dot.Writer)), 0);

    /// <summary>The higher dot of each writer. The very same tree as one of the two when it has them all.</summary>
    public static VersionTrie? Join(VersionTrie? a, VersionTrie? b, int depth = 0)
    {
        if (ReferenceEquals(a, b) || b is null)
        {
            return a;
        }

        return a is null ? b : (a, b) switch
        {
            (_, Leaf leaf) => With(a, leaf, depth),
            (Leaf leaf, _) => With(b, leaf, depth),
            var (left, right) => ((Branch)left).JoinWith((Branch)right, depth),
        };
    }

    /// <summary>True when each dot of <paramref name="b"/> is in <paramref name="a"/>, or a higher one of its writer.</summary>
    public static bool Covers(VersionTrie? a, VersionTrie? b, int depth = 0)
    {
        if (ReferenceEquals(a, b) || b is null)
        {
            return true;
        }

        return (a, b) switch
        {
            (Leaf held, Leaf asked) => held.Dot.Writer == asked.Dot.Writer && held.Dot.Seq >= asked.Dot.Seq,
            (Branch branch, Leaf asked) => Covers(branch.Child(Step(asked.Dot.Writer, asked.Hash, depth)), asked, depth + 1),
            (Branch branch, Branch asked) => branch.CoversAll(asked, depth),
            _ => false, // a branch has at least two writers
        };
    }

    /// <summary>The dots of <paramref name="a"/> that <paramref name="b"/> does not cover, in order.</summary>
    public static ImmutableArray<Dot> Beyond(VersionTrie? a, VersionTrie? b)
    {
        var beyond = new List<Leaf>();
        AddBeyond(a, b, beyond, depth: 0);
        beyond.Sort(static (one, other) => one.Dot.CompareTo(other.Dot));
        var dots = new Dot[beyond.Count];
        for (var i = 0; i < dots.Length; i++)
        {
            dots[i] = beyond[i].Dot;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(dots);
    }

    private static void AddBeyond(VersionTrie? a, VersionTrie? b, List<Leaf> beyond, int depth)
    {
        if (ReferenceEquals(a, b) || a is null)
        {
            return;
        }

        if (a is Leaf leaf)
        {
            if (!Covers(b, leaf, depth))
            {
                beyond.Add(leaf);
            }

            return;
        }

        var mine = (Branch)a;
        var at = 0;
        for (var left = mine.Map; left != 0; left &= (ushort)(left - 1))
        {
            var step = BitOperations.TrailingZeroCount(left);
            var other = b switch
            {
                Branch branch => branch.Child(step),
                Leaf lone when Step(lone.Dot.Writer, lone.Hash, depth) == step => lone,
                _ => null,
            };
            AddBeyond(mine.Children[at++], other, beyond, depth + 1);
        }
    }

    private static VersionTrie With(VersionTrie? trie, Leaf leaf, int depth) => trie switch
    {
        null => leaf,
        Leaf held when held.Dot.Writer == leaf.Dot.Writer => held.Dot.Seq >= leaf.Dot.Seq ? held : leaf,
        Leaf held => With(new Branch((ushort)(1 << Step(held.Dot.Writer, held.Hash, depth)), [held]), leaf, depth),
        _ => ((Branch)trie).WithChild(leaf, depth),
    };

    private sealed class Leaf(Dot dot, ulong hash) : VersionTrie
    {
        public Dot Dot { get; } = dot;

        public ulong Hash { get; } = hash;
    }

    /// <summary>Children for the steps whose bits are set, in their order.</summary>
    private sealed class Branch(ushort map, VersionTrie[] children) : VersionTrie
    {
        private readonly VersionTrie[] _children = children;

        public ushort Map => map;

        public ReadOnlySpan<VersionTrie> Children => _children;

        private int PlaceOf(int step) => BitOperations.PopCount((uint)(map & ((1 << step) - 1)));

        private bool Has(int step) => (map & (1 << step)) != 0;

        public VersionTrie? Child(int step) => Has(step) ? _children[PlaceOf(step)] : null;

        public Branch WithChild(Leaf leaf, int depth)
        {
            var step = Step(leaf.Dot.Writer, leaf.Hash, depth);
            var before = Child(step);
            var after = With(before, leaf, depth + 1);
            return ReferenceEquals(before, after) ? this : Replace(step, after);
        }

        public bool CoversAll(Branch asked, int depth)
        {
            if ((asked.Map & ~map) != 0)
            {
                return false;
            }

            var at = 0;
            for (var left = asked.Map; left != 0; left &= (ushort)(left - 1))
            {
                if (!Covers(Child(BitOperations.TrailingZeroCount(left)), asked._children[at++], depth + 1))
                {
                    return false;
                }
            }

            return true;
        }

        public Branch JoinWith(Branch other, int depth)
        {
            var both = (ushort)(map | other.Map);
            VersionTrie[]? joined = null;
            var (sameAsThis, sameAsOther, at) = (true, true, 0);
            for (var left = both; left != 0; left &= (ushort)(left - 1), at++)
            {
                var step = BitOperations.TrailingZeroCount(left);
                var (mine, theirs) = (Child(step), other.Child(step));
                var child = Join(mine, theirs, depth + 1)!;
                var (wasThis, wasOther) = (sameAsThis, sameAsOther);
                sameAsThis &= ReferenceEquals(child, mine);
                sameAsOther &= ReferenceEquals(child, theirs);
                if (!sameAsThis && !sameAsOther)
                {
                    joined ??= Begin(both, at, wasThis ? this : other);
                    joined[at] = child;
                }
            }

            return sameAsThis ? this : sameAsOther ? other : new Branch(both, joined!);
        }

        /// <summary>The children of a union of which the first ones are those of one side.</summary>
        private static VersionTrie[] Begin(ushort both, int same, Branch side)
        {
            var children = new VersionTrie[BitOperations.PopCount(both)];
            side._children.AsSpan(0, same).CopyTo(children);
            return children;
        }

        private Branch Replace(int step, VersionTrie child)
        {
            var place = PlaceOf(step);
            VersionTrie[] with = Has(step) ? [.. _children] : [.. _children.AsSpan(0, place), child, .. _children.AsSpan(place)];
            with[place] = child;
            return new Branch((ushort)(map | (1 << step)), with);
        }
    }
}
