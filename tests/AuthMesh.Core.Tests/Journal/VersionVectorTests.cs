using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;

namespace AuthMesh.Core.Tests.Journal;

/// <summary>Version vectors against a plain dictionary, and the laws of joining.</summary>
public sealed class VersionVectorTests
{
    private readonly Random _random = new(4);

    [Fact]
    public void A_vector_says_what_a_dictionary_of_its_dots_would()
    {
        for (var round = 0; round < 100; round++)
        {
            var (a, b) = (Dots(), Dots());
            var (first, second) = (VersionVector.Of(a), VersionVector.Of(b));
            var (one, other) = (Table(a), Table(b));

            Assert.Equal(one.OrderBy(t => t.Key).Select(t => new Dot(t.Key, t.Value)), first.Tips);
            Assert.All(one.Concat(other), t => Assert.Equal(one.GetValueOrDefault(t.Key), first[t.Key]));
            Assert.Equal(Table([.. a, .. b]).OrderBy(t => t.Key).Select(t => new Dot(t.Key, t.Value)), first.Join(second).Tips);
            Assert.Equal(other.All(t => one.GetValueOrDefault(t.Key) >= t.Value), first.Covers(second));
            Assert.Equal(
                one.Where(t => t.Value > other.GetValueOrDefault(t.Key)).OrderBy(t => t.Key).Select(t => new Dot(t.Key, t.Value)),
                first.Beyond(second));
        }
    }

    [Fact]
    public void Joining_is_commutative_associative_and_idempotent_and_equal_vectors_are_equal_whatever_the_order_of_their_dots()
    {
        for (var round = 0; round < 60; round++)
        {
            var dots = Dots();
            var (a, b, c) = (VersionVector.Of(dots), VersionVector.Of(Dots()), VersionVector.Of(Dots()));
            Assert.Equal(a.Join(b), b.Join(a));
            Assert.Equal(a.Join(b).Join(c), a.Join(b.Join(c)));
            Assert.Same(a, a.Join(a));
            Assert.Equal(a, VersionVector.Of(dots.OrderBy(_ => _random.Next())));
            Assert.Equal(a.GetHashCode(), VersionVector.Of(dots.OrderBy(_ => _random.Next())).GetHashCode());
            Assert.Same(a, a.Join(VersionVector.Of(dots.Take(3))));
        }
    }

    [Fact]
    public void Writers_of_one_node_are_told_apart_however_alike_their_incarnations()
    {
        var vector = VersionVector.Of(Enumerable.Range(1, 200).Select(n => new Dot(new Writer(Node(1), new Incarnation((UInt128)n)), n)));
        Assert.All(Enumerable.Range(1, 200), n => Assert.Equal(n, vector[new Writer(Node(1), new Incarnation((UInt128)n))]));
        Assert.Equal(0, vector[new Writer(Node(2), new Incarnation(1))]);
    }

    private static NodeId Node(byte number)
    {
        var bytes = new byte[Hash256.Size];
        bytes[31] = number; // all the same where the hash looks first
        return new NodeId(new Hash256(bytes));
    }

    private List<Dot> Dots() =>
        [.. Enumerable.Range(0, _random.Next(40)).Select(_ => new Dot(new Writer(Node((byte)_random.Next(20)), new Incarnation((UInt128)_random.Next(3))), 1 + _random.Next(5)))];

    private static Dictionary<Writer, long> Table(IEnumerable<Dot> dots) => dots.GroupBy(d => d.Writer).ToDictionary(g => g.Key, g => g.Max(d => d.Seq));
}
