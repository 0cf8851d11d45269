using AuthMesh.Core.Decisions;
using AuthMesh.Core.Tests.Lists;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Core.Tests.Decisions;

public sealed class PersistentMapTests
{
    [Fact]
    public void It_holds_what_a_dictionary_holds_after_the_same_changes_also_where_hashes_collide() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(600), Prop.ForAll((byte[] bytes) =>
        {
            var tape = new Tape(bytes);
            var map = PersistentMap<Key, int>.Empty;
            var expected = new Dictionary<Key, int>();
            while (!tape.AtEnd)
            {
                var key = new Key(tape.Next(64), Hash: tape.Of(0, 1, 32, -1, 1 << 30, 1 << 31));
                if (tape.OneIn(3))
                {
                    map = map.Remove(key);
                    expected.Remove(key);
                }
                else
                {
                    var value = tape.Next(256);
                    map = map.Set(key, value);
                    expected[key] = value;
                }

                Assert.Equal(expected.Count, map.Count);
            }

            Assert.Equal(expected.OrderBy(pair => pair.Key.ToString()), All(map).OrderBy(pair => pair.Key.ToString()));
            Assert.All(expected, pair => Assert.Equal(pair.Value, map.ValueOr(pair.Key, -1)));
            Assert.False(map.TryGetValue(new Key(64, Hash: 0), out _));
            Assert.Same(map, map.Remove(new Key(64, Hash: 1 << 30)));
        }));

    [Fact]
    public void A_map_does_not_change_when_another_is_made_of_it()
    {
        var before = Numbers(0, 1_000);
        var all = All(before).ToHashSet();

        var after = before.Remove("7").Set("8", -8).Set("new", 1);

        Assert.Equal(all, All(before).ToHashSet());
        Assert.False(after.TryGetValue("7", out _));
        Assert.Equal(-8, after.ValueOr("8", 0));
        Assert.Equal(1_000, after.Count);
    }

    [Fact]
    public void Removing_everything_leaves_the_empty_map()
    {
        var map = Numbers(0, 1_000);

        for (var number = 0; number < 1_000; number++)
        {
            map = map.Remove($"{number}");
        }

        Assert.Same(PersistentMap<string, int>.Empty, map);
    }

    [Fact]
    public void Shapes_depend_on_contents_and_not_on_what_was_there_before()
    {
        var plain = Numbers(0, 40);
        var shrunk = Enumerable.Range(40, 5_000).Aggregate(Numbers(0, 5_040), (map, number) => map.Remove($"{number}"));

        Assert.Equal(All(plain).Select(pair => pair.Key), All(shrunk).Select(pair => pair.Key));
    }

    [Fact]
    public void Changing_one_entry_of_many_copies_little()
    {
        var map = Numbers(0, 100_000);
        map.Set("warm", 1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        map.Set("5", 1);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 8_192);
    }

    private static PersistentMap<string, int> Numbers(int from, int to) =>
        Enumerable.Range(from, to - from).Aggregate(PersistentMap<string, int>.Empty, (map, number) => map.Set($"{number}", number));

    private static List<KeyValuePair<TKey, int>> All<TKey>(PersistentMap<TKey, int> map)
        where TKey : notnull, IEquatable<TKey>
    {
        var all = new List<KeyValuePair<TKey, int>>();
        foreach (var pair in map)
        {
            all.Add(pair);
        }

        return all;
    }

    /// <summary>A key that chooses its own hash.</summary>
    private readonly record struct Key(int Value, int Hash)
    {
        public override int GetHashCode() => Hash;
    }
}
