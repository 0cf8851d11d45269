using AuthMesh.Core.Decisions;
using AuthMesh.Core.Tests.Lists;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Core.Tests.Decisions;

public sealed class CompactMapTests
{
    private const int Few = CompactMap<int, int>.MostFew;

    [Fact]
    public void It_holds_what_a_dictionary_holds_on_both_sides_of_the_border() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(400), Prop.ForAll((byte[] bytes) =>
        {
            var tape = new Tape(bytes);
            var expected = Enumerable.Range(0, tape.Of(0, Few - 2, Few + 2)).ToDictionary(key => key * 3, key => key);
            var map = expected.Aggregate(default(CompactMap<int, int>), (map, pair) => map.Set(pair.Key, pair.Value));
            var editor = new CompactMap<int, int>.Editor();
            editor.Open(map);
            var keepRemoving = tape.OneIn(2);
            while (!tape.AtEnd)
            {
                var key = tape.Next(256) * (1 + tape.Next(3));
                if (keepRemoving || tape.OneIn(2))
                {
                    map = map.Remove(key);
                    editor.Remove(key);
                    expected.Remove(key);
                }
                else
                {
                    map = map.Set(key, -key);
                    editor.Set(key, -key);
                    expected[key] = -key;
                }
            }

            foreach (var made in new[] { map, editor.Done() })
            {
                Assert.Equal(expected.OrderBy(pair => pair.Key), All(made).OrderBy(pair => pair.Key));
                Assert.Equal(expected.Count, made.Count);
                Assert.Equal(expected.Count == 0, made.IsEmpty);
            }

            Assert.All(Enumerable.Range(0, 800), key =>
            {
                int? value = expected.TryGetValue(key, out var held) ? held : null;
                Assert.Equal(value, map.TryGetValue(key, out var found) ? found : null);
                Assert.Equal(value, editor.TryGetValue(key, out found) ? found : null);
            });
        }));

    [Fact]
    public void Many_become_few_again_but_not_at_once()
    {
        var map = Enumerable.Range(0, Few + 1).Aggregate(default(CompactMap<int, int>), (map, key) => map.Set(key, key));

        Assert.NotNull(map.Many);
        Assert.NotNull(map.Remove(0).Many);
        Assert.Null(Enumerable.Range(0, (Few / 2) + 1).Aggregate(map, (map, key) => map.Remove(key)).Many);
    }

    private static List<KeyValuePair<int, int>> All(CompactMap<int, int> map)
    {
        var all = new List<KeyValuePair<int, int>>();
        foreach (var pair in map)
        {
            all.Add(pair);
        }

        return all;
    }
}
