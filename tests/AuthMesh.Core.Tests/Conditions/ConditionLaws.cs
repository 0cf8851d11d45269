using AuthMesh.Core.Conditions;
using AuthMesh.Core.Tests.Lists;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Core.Tests.Conditions;

public sealed class ConditionLaws
{
    /// <summary>What an open property may turn out to be, once the conflict over it is settled.</summary>
    private static readonly Value[] _outcomes =
    [
        Value.Absent, Value.Null, Value.True, Value.From(1), Value.From(1.5), Value.From("a"), Value.From("2026-01-01T00:00:00Z"), Value.FromJson("[1, 2]"), Value.FromJson("""{"a": [1]}"""),
        Value.From(DateTimeOffset.UnixEpoch), Value.From(TimeSpan.FromSeconds(1)),
    ];

    [Fact]
    public void The_same_facts_give_the_same_answer() => ForAll(tape =>
    {
        var condition = RandomCondition.Of(tape);

        Assert.Equal(Answer(condition), Answer(condition));
    });

    [Fact]
    public void And_and_or_are_those_of_three_valued_logic_in_either_order() => ForAll(tape =>
    {
        var (a, b) = (RandomCondition.Of(tape), RandomCondition.Of(tape));
        var (one, other) = (Answer(a), Answer(b));
        var both = one == Truth.False || other == Truth.False ? Truth.False
            : one == Truth.True && other == Truth.True ? Truth.True
            : Truth.Unknown;
        var either = Not(one) == Truth.False || Not(other) == Truth.False ? Truth.True
            : one == Truth.False && other == Truth.False ? Truth.False
            : Truth.Unknown;

        Assert.Equal(both, Answer($"{a} && {b}"));
        Assert.Equal(both, Answer($"{b} && {a}"));
        Assert.Equal(either, Answer($"{a} || {b}"));
        Assert.Equal(either, Answer($"{b} || {a}"));
    });

    [Fact]
    public void Not_turns_and_into_or() => ForAll(tape =>
    {
        var (a, b) = (RandomCondition.Of(tape), RandomCondition.Of(tape));

        Assert.Equal(Not(Answer(a)), Answer($"!({a})"));
        Assert.Equal(Answer($"!({a}) || !({b})"), Answer($"!({a} && {b})"));
        Assert.Equal(Answer($"!({a}) && !({b})"), Answer($"!({a} || {b})"));
    });

    [Fact]
    public void All_is_and_over_the_items_and_exists_is_or() => ForAll(tape =>
    {
        string[] items = [.. Enumerable.Range(0, 1 + tape.Next(4)).Select(_ => RandomCondition.Of(tape, depth: 1))];
        var tests = $"[{string.Join(", ", items.Select((_, at) => at))}]";
        var body = string.Join("", items.Select((item, at) => $"i == {at} ? {item} : ")) + "false";

        Assert.Equal(Answer(string.Join(" && ", items)), Answer($"{tests}.all(i, {body})"));
        Assert.Equal(Answer(string.Join(" || ", items)), Answer($"{tests}.exists(i, {body})"));
    });

    /// <summary>The heart of it: an answer given in spite of a conflict is the answer, however the conflict ends.</summary>
    [Fact]
    public void What_is_known_while_a_conflict_is_open_stays_true_however_it_is_settled() => ForAll(tape =>
    {
        var condition = RandomCondition.Of(tape);
        var known = Answer(condition, Open(Value.Unknown, Truth.Unknown));

        foreach (var outcome in _outcomes)
        {
            var settled = Answer(condition, Open(outcome, tape.Of(Truth.True, Truth.False)));
            Assert.True(known == Truth.Unknown || known == settled, $"{known}, then {settled} with {outcome.Kind}: {condition}");
        }
    });

    private static TestFacts Open(Value property, Truth membership)
    {
        var facts = new TestFacts { Context = TestFacts.Alice.Context };
        foreach (var (name, value) in TestFacts.Alice.Values.Where(value => value.Key != "subject.clearance"))
        {
            facts.Values[name] = value;
        }

        facts.Values["resource.open"] = property;
        facts.Values["subject.open"] = property;
        facts.Parents["subject group:staff"] = Truth.True;
        facts.Parents["subject group:open"] = membership;
        return facts;
    }

    private static Truth Answer(string source, TestFacts? facts = null)
    {
        Assert.True(Condition.TryCompile(source, out var condition, out var error), $"{error}: {source}");
        return condition.Evaluate(facts ?? Open(Value.Unknown, Truth.Unknown));
    }

    private static Truth Not(Truth truth) => truth switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => truth,
    };

    private static void ForAll(Action<Tape> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(150), Prop.ForAll((byte[] bytes) => law(new Tape(bytes))));
}
