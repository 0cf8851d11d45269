using AuthMesh.Core.Decisions;
using AuthMesh.Core.Tests.Lists;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Core.Tests.Decisions;

public sealed class PrefixTreeTests
{
    private static readonly string[] _alphabet = ["a", "b", "aa", "ab", "/", "é"];

    [Fact]
    public void It_finds_the_patterns_in_use_that_match_and_no_others() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(300), Prop.ForAll((byte[] bytes) =>
        {
            var tape = new Tape(bytes);
            var tree = PrefixTree.Empty;
            var inUse = new List<string>();
            while (!tape.AtEnd)
            {
                if (inUse.Count > 0 && tape.OneIn(3))
                {
                    var pattern = tape.Of(inUse);
                    inUse.Remove(pattern);
                    tree = tree.Remove(pattern);
                }
                else
                {
                    var pattern = Name(tape) + "*";
                    inUse.Add(pattern);
                    tree = tree.Add(pattern);
                }

                var name = Name(tape);
                Assert.Equal(
                    inUse.Where(pattern => name.StartsWith(pattern[..^1], StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal),
                    Matches(tree, name).Order(StringComparer.Ordinal));
            }

            inUse.ForEach(pattern => tree = tree.Remove(pattern));
            Assert.True(tree.IsEmpty);
        }));

    [Fact]
    public void Exact_names_and_the_star_alone_are_no_prefixes()
    {
        Assert.Same(PrefixTree.Empty, PrefixTree.Empty.Add("user:alice").Add("*").Add(""));
        Assert.Same(PrefixTree.Empty, PrefixTree.Empty.Remove("user:alice").Remove("*"));
    }

    private static string Name(Tape tape) => "t:" + string.Concat(Enumerable.Range(0, tape.Next(6)).Select(_ => tape.Of(_alphabet)));

    private static IEnumerable<string> Matches(PrefixTree tree, string name)
    {
        var matches = new NameSet();
        tree.AddMatches(name, matches);
        return Enumerable.Range(0, matches.Count).Select(place => matches[place]);
    }
}
