using AuthMesh.Core.Decisions;

namespace AuthMesh.Core.Tests.Decisions;

public sealed class NameTreeTests
{
    [Fact]
    public void However_it_grows_and_shrinks_it_holds_what_a_sorted_dictionary_holds()
    {
        var random = new Random(7);
        var tree = NameTree.Empty;
        var model = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var step = 0; step < 30_000; step++)
        {
            // It fills up to some thousands of names, and empties again.
            var name = $"n{random.Next(4000)}";
            var uses = random.Next(100) < (step < 15_000 ? 80 : 5) ? 1 : -1;
            tree = tree.Use(name, uses);
            var count = model.GetValueOrDefault(name) + uses;
            if (count > 0)
            {
                model[name] = count;
            }
            else
            {
                model.Remove(name);
            }

            if (step % 1000 == 0)
            {
                Assert.Equal(model.Keys, tree.After(""));
            }
        }

        Assert.Equal(model.Keys, tree.After(""));
        foreach (var name in model.Keys.ToList())
        {
            tree = tree.Use(name, -model[name]);
        }

        Assert.True(tree.IsEmpty);
    }

    [Fact]
    public void One_built_at_once_is_searched_and_changed_like_any_other()
    {
        var tree = NameTree.Build(Enumerable.Range(0, 10_000).ToDictionary(i => $"n{i:00000}", _ => 1));

        Assert.True(tree.Contains("n04321"));
        Assert.False(tree.Contains("n"));
        Assert.Equal("n05000", tree.After("n04999x").First());
        Assert.Equal(9_999, tree.Use("n00000", -1).After("").Count());
        Assert.Equal(10_000, tree.After("").Count());
        Assert.Empty(tree.After("n09999"));
    }
}
