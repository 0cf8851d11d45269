using AuthMesh.Core.Conditions;

namespace AuthMesh.Core.Tests.Conditions;

public sealed class StepBudgetTests
{
    private static readonly TestFacts _large = new()
    {
        Context = Value.Map(new Dictionary<string, Value>
        {
            ["numbers"] = Value.FromJson($"[{string.Join(",", Enumerable.Range(0, 20_000))}]"),
            ["lists"] = Value.FromJson($"[{string.Join(",", Enumerable.Range(0, 10_000).Select(n => $"[{n},{n},{n},{n}]"))}]"),
            ["text"] = Value.From(new string('a', 60_000)),
            ["copy"] = Value.From(new string('a', 60_000)),
            ["needle"] = Value.From(new string('a', 20_000) + "b"),
        }),
    };

    [Theory]
    [InlineData("19999 in context.numbers")]
    [InlineData("context.numbers.exists(x, x == 19999)")]
    [InlineData("context.numbers == context.numbers")]
    [InlineData("context.text.contains(\"aaaaaaaaaa\") && !context.text.contains(\"aaaaaaaaab\")")]
    [InlineData("context.needle.matches(\"ab$\")")]
    [InlineData("size(context.text + context.text) == 120000")]
    public void One_look_at_the_largest_facts_is_within_the_budget(string source) => Assert.Equal("true", ConditionCase.Answer(source, _large));

    [Theory]
    [InlineData("context.numbers.exists(x, context.numbers.exists(y, x == y + 1 && x == 0))")]
    [InlineData("context.numbers.all(a, context.numbers.all(b, context.numbers.all(c, context.numbers.all(d, true))))")]
    [InlineData("context.numbers.filter(x, x in context.numbers) != []")]
    [InlineData("context.lists.all(x, context.lists == context.lists)")]
    [InlineData("context.lists.all(x, !([0] in context.lists))")]
    [InlineData("context.numbers.map(x, context.numbers + context.numbers) != []")]
    [InlineData("context.numbers.map(x, context.text + context.text) != []")]
    [InlineData("context.numbers.all(x, context.text == context.text + \"\")")]
    [InlineData("context.numbers.all(x, context.text == context.copy)")]
    [InlineData("context.numbers.all(x, context.text <= context.text)")]
    [InlineData("context.numbers.all(x, size(context.text) > 0)")]
    [InlineData("context.numbers.all(x, context.text.startsWith(context.text))")]
    [InlineData("context.text.contains(context.needle)")]
    [InlineData("context.text.matches(\"(a|b|.){100}c\")")]
    [InlineData("context.numbers.all(x, !subject.in(context.text))")]
    public void What_would_go_on_and_on_is_unknown(string source) => Assert.Equal("unknown", ConditionCase.Answer(source, _large));

    [Fact]
    public void What_follows_a_spent_budget_decides_nothing()
    {
        const string Endless = "context.text.contains(context.needle)";

        Assert.Equal("unknown", ConditionCase.Answer($"{Endless} || true", _large));
        Assert.Equal("unknown", ConditionCase.Answer($"{Endless} && false", _large));
        Assert.Equal("unknown", ConditionCase.Answer($"!{Endless} || true", _large));
        Assert.Equal("true", ConditionCase.Answer($"true || {Endless}", _large));
    }
}
