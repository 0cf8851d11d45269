using AuthMesh.Core.Decisions;
using AuthMesh.Core.Tests.Lists;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Core.Tests.Decisions;

public sealed class PrefixTreeTests
{
    private static readonly string[] _alphabet = ["a", "b", "aa", "ab", "/", "é"];

    private readonly Vocabulary _words = new();

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
                    tree = Use(tree, pattern, -1);
                }
                else
                {
                    var pattern = Name(tape) + "*";
                    inUse.Add(pattern);
                    tree = Use(tree, pattern, 1);
                }

                var name = Name(tape);
                Assert.Equal(
                    inUse.Where(pattern => name.StartsWith(pattern[..^1], StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal),
                    Matches(tree, name).Order(StringComparer.Ordinal));
            }

            inUse.ForEach(pattern => tree = Use(tree, pattern, -1));
            Assert.True(tree.IsEmpty);
        }));

    [Fact]
    public void Exact_names_are_no_patterns()
    {
        Assert.Same(PrefixTree.Empty, PrefixTree.Empty.Use("user:alice", 1, 1).Use("", 2, 1));
        Assert.Same(PrefixTree.Empty, PrefixTree.Empty.Use("user:alice", 1, -1));
    }

    [Fact]
    public void The_star_alone_matches_every_name() =>
        Assert.Equal(["*"], Matches(Use(PrefixTree.Empty, "*", 1), "user:alice"));

    private static string Name(Tape tape) => "t:" + string.Concat(Enumerable.Range(0, tape.Next(6)).Select(_ => tape.Of(_alphabet)));

    private PrefixTree Use(PrefixTree tree, string pattern, int uses) => tree.Use(pattern, _words.Add(pattern), uses);

    private IEnumerable<string> Matches(PrefixTree tree, string name)
    {
        var matches = new NumberSet();
        tree.AddMatches(name, matches);
        return Enumerable.Range(0, matches.Count).Select(place => _words[matches[place]]);
    }
}
