using System.Collections.Immutable;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>Six changes of one record by three nodes: every way in which they can have seen each other, and every order in which they can arrive.</summary>
/// <remarks>
/// <para>Orders are not walked one by one. What a node holds is a set of changes that is closed under causes, and such a set is three counts. For each set, in the
/// order of size, every change that may have come last is applied to the state of the set without it, and all must give the same state. By
/// induction on size, then, every order gives the same state: all orders in which a set can arrive end with one of these last steps, and before it
/// the state is the only one that the smaller set has. That is exhaustive over orders, and costs a step for each set and last change.</para>
/// <para>Merging does not look at what a change says (put or remove), only at who has seen whom; the last test holds it to that. So what the
/// changes say, 64 ways for six, is tried on the merged heads, and compared with the definition: the record holds when all changes that no other has seen put it.</para>
/// </remarks>
public sealed class EveryOrderTests
{
    private const int Changes = 6;
    private static readonly EntryKey _key = new(Effect.Allow, "user:alice", "read", "doc:/a");
    private static readonly Writer[] _writers = [.. Enumerable.Range(0, 3).Select(i => new Writer(new NodeId(Hash(100 + i)), new Incarnation(1)))];

    [Fact]
    public void Every_order_of_six_changes_over_three_nodes_ends_in_the_same_state_and_the_state_that_causality_gives()
    {
        var histories = 0;
        foreach (var history in CausalHistory.Of(Changes))
        {
            histories++;
            var heads = StateOfAll(history, says: 0);
            var unseen = Unseen(history);
            Assert.Equal(unseen, heads.Select(h => IndexOf(history, h)).Order());
            for (var says = 0; says < 1 << Changes; says++)
            {
                var told = heads.Select(h => h with { Operation = Says(says, IndexOf(history, h)) }).ToImmutableArray();
                var holds = RecordStanding.Of(new ListRecord(_key, told)).AllowWindow.Contains(0);
                Assert.Equal(unseen.TrueForAll(i => Says(says, i) == ChangeOperation.Put), holds);
            }
        }

        Assert.Equal(4_806, histories);
    }

    [Fact]
    public void Merging_does_not_look_at_what_a_change_says()
    {
        foreach (var (history, i) in CausalHistory.Of(4).Select((h, i) => (h, i)))
        {
            var one = StateOfAll(history, says: i % 16);
            var other = StateOfAll(history, says: ~i % 16);
            Assert.Equal(one.Select(h => h.Dot), other.Select(h => h.Dot));
        }
    }

    /// <summary>The heads after all changes, having seen to it that every order gives them.</summary>
    private static ImmutableArray<Head> StateOfAll(CausalHistory history, int says)
    {
        var lengths = history.Lengths;
        var states = new Dictionary<(int, int, int), ImmutableArray<Head>> { [(0, 0, 0)] = [] };
        foreach (var held in from a in Enumerable.Range(0, lengths[0] + 1) from b in Enumerable.Range(0, lengths[1] + 1) from c in Enumerable.Range(0, lengths[2] + 1) select (int[])[a, b, c])
        {
            // Smaller sets come before larger ones in this order, too: a set without its last change has one count less.
            if (!states.TryGetValue((held[0], held[1], held[2]), out var before))
            {
                continue; // not closed under causes
            }

            for (var writer = 0; writer < 3; writer++)
            {
                if (history.MayFollow(held, writer))
                {
                    var after = HeadMerge.Apply(before, HeadOf(history, writer, held[writer], says), PastOf(history.Seen[writer][held[writer]]));
                    int[] next = [.. held];
                    next[writer]++;
                    if (!states.TryAdd((next[0], next[1], next[2]), after))
                    {
                        Assert.True(states[(next[0], next[1], next[2])].SequenceEqual(after), "Two orders end in different states.");
                    }
                }
            }
        }

        return states[(lengths[0], lengths[1], lengths[2])];
    }

    /// <summary>The changes that no other one has seen, by the definition.</summary>
    private static List<int> Unseen(CausalHistory history) =>
        [.. from writer in Enumerable.Range(0, 3)
            from n in Enumerable.Range(0, history.Seen[writer].Length)
            where !history.Seen.Any(changes => changes.Any(vector => vector[writer] > n))
            select IndexOf(history, writer, n)];

    /// <summary>Clocks run backwards here: they must not matter.</summary>
    private static Head HeadOf(CausalHistory history, int writer, int n, int says)
    {
        var index = IndexOf(history, writer, n);
        return new Head(new Dot(_writers[writer], n + 1), Hash(index), 0, new HybridTimestamp((ulong)(Changes - n)), Says(says, index), Details.None, "test");
    }

    /// <summary>Numbers the changes of a history from 0.</summary>
    private static int IndexOf(CausalHistory history, int writer, int n) => history.Lengths[..writer].Sum() + n;

    private static int IndexOf(CausalHistory history, Head head) => IndexOf(history, Array.IndexOf(_writers, head.Dot.Writer), (int)head.Dot.Seq - 1);

    private static VersionVector PastOf(int[] seen) => VersionVector.Of(_writers.Zip(seen).Where(p => p.Second > 0).Select(p => new Dot(p.First, p.Second)));

    private static ChangeOperation Says(int says, int index) => (says >> index & 1) == 0 ? ChangeOperation.Put : ChangeOperation.Remove;

    private static Hash256 Hash(int number)
    {
        var bytes = new byte[Hash256.Size];
        (bytes[0], bytes[^1]) = ((byte)(number * 37), (byte)number);
        return new Hash256(bytes);
    }
}
