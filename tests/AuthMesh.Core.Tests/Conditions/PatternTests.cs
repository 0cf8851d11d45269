using AuthMesh.Core.Conditions;
using AuthMesh.Core.Conditions.Evaluation;
using AuthMesh.Core.Conditions.Patterns;
using AuthMesh.Core.Tests.Lists;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Core.Tests.Conditions;

public sealed class PatternTests
{
    [Fact]
    public void Patterns_fit_where_their_parts_do() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60), Prop.ForAll((byte[] bytes) =>
        {
            var tape = new Tape(bytes);
            var reference = ReferencePattern.Random(tape, depth: 4);
            var text = string.Concat(Enumerable.Range(0, tape.Next(12)).Select(_ => tape.Of('a', 'b', 'c')));

            Assert.True(LinearPattern.TryCreate(reference.Source, out var pattern, out var error), $"{error}: {reference.Source}");
            Assert.True(reference.Fits(text) == (Match(pattern, text) == Truth.True), $"{reference.Source} on {text}");
        }));

    [Theory]
    [InlineData("^(?:a+|)+$", "", true)]
    [InlineData("^(?:(?:a+|a{0}){1,})$", "", true)]
    [InlineData("^(?:(?:a+|a{0}){1,})$", "aa", true)]
    [InlineData("^(?:(?:a+|a{0}){1,})$", "ab", false)]
    public void What_may_be_empty_may_be_repeated(string source, string text, bool fits)
    {
        Assert.True(LinearPattern.TryCreate(source, out var pattern, out _));
        Assert.Equal(fits, Match(pattern, text) == Truth.True);
    }

    [Theory]
    [InlineData("(a*)*b")]
    [InlineData("(a|a)*b")]
    [InlineData("(a|aa)+$")]
    [InlineData("(.*)(.*)(.*)(.*)(.*)(.*)x")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    [InlineData("a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaaaaaab")]
    public void Patterns_that_make_others_try_for_ever_are_done_in_a_few_steps(string source)
    {
        Assert.True(LinearPattern.TryCreate(source, out var pattern, out _));
        Assert.NotEqual(Truth.Unknown, Match(pattern, new string('a', 1000)));
    }

    [Theory]
    [InlineData("((((a{100}){100}){100}){100}){100}")]
    [InlineData("(a{500}|b{500}){2}")]
    [InlineData("(((a*){9}){9}){9}")]
    public void Patterns_that_explode_are_refused(string source) => Assert.False(LinearPattern.TryCreate(source, out _, out _));

    [Fact]
    public void A_pattern_with_very_many_ways_spends_the_budget()
    {
        Assert.True(LinearPattern.TryCreate("(a|b|[ab]|.){90}c", out var pattern, out _));
        Assert.Equal(Truth.Unknown, Match(pattern, new string('a', 10_000)));
    }

    [Fact]
    public void Random_patterns_are_answered()
    {
        for (var seed = 0; seed < 50_000; seed++)
        {
            var random = new Random(seed);
            var source = new string(random.GetItems("()[]{}|*+?\\^$.,:=!<>P12ab-dwxis".AsSpan(), random.Next(20)));
            if (LinearPattern.TryCreate(source, out var pattern, out _))
            {
                Match(pattern, "ab-12");
            }
        }
    }

    private static Truth Match(LinearPattern pattern, string text)
    {
        var frame = EvaluationFrame.WithoutFacts();
        return pattern.Match(text, ref frame);
    }
}
