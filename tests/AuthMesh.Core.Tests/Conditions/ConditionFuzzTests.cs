using System.Text;
using AuthMesh.Core.Conditions;

namespace AuthMesh.Core.Tests.Conditions;

/// <summary>Whatever the text: an answer or an error with its place, never an exception, and no work beyond the bounds.</summary>
public sealed class ConditionFuzzTests
{
    private static readonly string[] _scraps =
    [
        "(", ")", "[", "]", "{", "}", ".", ",", ":", "?", "&&", "||", "!", "-", "+", "*", "/", "%", "==", "<", " in ", "'", "\"", "\"\"\"", "r'", "b'", "\\", "\\u", "//", "\n", "0x", "1e",
        "9223372036854775808", "1.", ".5", "null", "true", "subject", "context", ".properties", ".in(", ".map(x, ", ".exists(x, ", "has(", "dyn(", ".matches('", "timestamp(", "\ud83c", "🌍", "\0", "é",
    ];

    [Fact]
    public void Random_text_is_answered() => Repeat(20_000, random =>
    {
        var bytes = new byte[random.Next(60)];
        random.NextBytes(bytes);
        Try(random.Next(2) == 0 ? Encoding.Latin1.GetString(bytes) : Encoding.Unicode.GetString(bytes));
    });

    [Fact]
    public void Random_tokens_are_answered() => Repeat(20_000, random => Try(string.Concat(random.GetItems(_scraps, random.Next(20)))));

    [Fact]
    public void Conditions_with_a_piece_cut_doubled_or_put_in_are_answered()
    {
        string[] sources = [.. ConditionCase.Features.SelectMany(ConditionCase.Read).Select(one => one.Source)];
        Repeat(40_000, random =>
        {
            var source = sources[random.Next(sources.Length)];
            var (from, length) = (random.Next(source.Length), random.Next(8));
            var piece = source.Substring(from, Math.Min(length, source.Length - from));
            Try(random.Next(4) switch
            {
                0 => source.Remove(from, piece.Length),
                1 => source.Insert(from, piece),
                2 => source.Insert(from, _scraps[random.Next(_scraps.Length)]),
                _ => source.Insert(from, sources[random.Next(sources.Length)]),
            });
        });
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("{1:", "}")]
    [InlineData("!", "")]
    [InlineData("-", "")]
    [InlineData("size(", ")")]
    [InlineData("[", "][0]")]
    [InlineData("true ? true : ", "")]
    [InlineData("true ? ", ": true")]
    [InlineData("context.x[", "]")]
    [InlineData("[1].exists(x, ", ")")]
    [InlineData("", ".a")]
    [InlineData("", "[0]")]
    [InlineData("", ".map(x, x)")]
    [InlineData("", " + 1")]
    [InlineData("", " == 1")]
    [InlineData("((1 + 1) + ", ")")]
    public void Nesting_without_end_is_refused_without_harm(string before, string after)
    {
        foreach (var times in new[] { 65, 300, 1000, 100_000 })
        {
            var source = new StringBuilder().Insert(0, before, times).Append("context").Insert(before.Length * times + 7, after, times).ToString();
            Assert.False(Condition.TryCompile(source, out _, out var error), source.Length < 1000 ? source : $"{source.Length} characters");
            Assert.InRange(error.Column, 1, source.Length + 1);
        }
    }

    [Theory]
    [InlineData(" && ")]
    [InlineData(" || ")]
    public void Long_chains_of_logic_are_no_nesting(string symbol) =>
        Assert.True(Condition.TryCompile(string.Join(symbol, Enumerable.Repeat("true", 500)), out _, out _));

    [Fact]
    public void As_much_nesting_as_CEL_asks_for_is_taken()
    {
        Assert.Equal("true", ConditionCase.Answer(new string('(', 32) + "true" + new string(')', 32), TestFacts.Alice));
        Assert.Equal("true", ConditionCase.Answer(new string('!', 32) + "true", TestFacts.Alice));
        Assert.Equal("true", ConditionCase.Answer(new string('-', 32) + "19 == 19", TestFacts.Alice));
        Assert.Equal("true", ConditionCase.Answer(string.Join(" - ", Enumerable.Repeat("3 + 3", 16)) + " != 0", TestFacts.Alice));
        Assert.Equal("true", ConditionCase.Answer(string.Concat(Enumerable.Repeat("false ? false : ", 32)) + "true", TestFacts.Alice));
        Assert.Equal("true", ConditionCase.Answer(new string('[', 32) + "1" + new string(']', 32) + " != []", TestFacts.Alice));
        Assert.Equal("false", ConditionCase.Answer($"[{string.Join(", ", Enumerable.Range(0, 200))}].exists(x, x > 199)", TestFacts.Alice));
    }

    [Fact]
    public void More_pieces_than_allowed_are_refused() =>
        Assert.False(Condition.TryCompile($"[{string.Join(",", Enumerable.Repeat("1", 1001))}] == []", out _, out _));

    private static void Try(string source)
    {
        if (Condition.TryCompile(source, out var condition, out var error))
        {
            condition.Evaluate(TestFacts.Alice);
        }
        else
        {
            Assert.InRange(error.Column, 1, source.Length + 1);
        }
    }

    private static void Repeat(int times, Action<Random> trial)
    {
        for (var seed = 0; seed < times; seed++)
        {
            trial(new Random(seed));
        }
    }
}
