using AuthMesh.Core.Conditions;

namespace AuthMesh.Core.Tests.Conditions;

/// <summary>Of conditions that cannot be told: what makes them so, and nothing else that they read.</summary>
public sealed class ConditionDoubtsTests
{
    [Theory]
    [InlineData("resource.properties.absent == subject.id", "resource.properties.absent")]
    [InlineData("subject.id == resource.properties.absent", "resource.properties.absent")]
    [InlineData("resource.properties[\"cost center\"] == 1", "resource.properties[\"cost center\"]")]
    [InlineData("resource.properties[subject.id] == 1", "resource.properties.alice")]
    [InlineData("context.absent", "context.absent")]
    [InlineData("subject.properties.address.street == 'x'", "subject.properties.address.street")]
    [InlineData("subject.properties.absent.street == 'x'", "subject.properties.absent")]
    [InlineData("subject.properties.teams[7] == 'x'", "subject.properties.teams[7]")]
    [InlineData("has(subject.properties.role) && resource.properties.absent", "resource.properties.absent")]
    [InlineData("!has(subject.properties.absent) && resource.properties.missing", "resource.properties.missing")]
    [InlineData("subject.properties.b == 1 && subject.properties.a == 1 && true", "subject.properties.a, subject.properties.b")]
    [InlineData("true ? subject.properties.a : subject.properties.b", "subject.properties.a")]
    [InlineData("subject.properties.teams.exists(team, team == resource.properties.absent)", "resource.properties.absent")]
    [InlineData("size(subject.properties.teams.map(team, team == 'red', resource.properties.absent)) > 0", "resource.properties.absent")]
    [InlineData("subject.properties.absent in ['x']", "subject.properties.absent")]
    [InlineData("'x' in subject.properties.absent", "subject.properties.absent")]
    [InlineData("subject.in(resource.properties.absent)", "resource.properties.absent")]
    [InlineData("action.properties.absent == true", "action.properties.absent")]
    public void What_is_missing_is_named(string source, string missing) => Assert.Equal($"missing [{missing}], contested [], unfit []", DoubtsOf(source));

    [Theory]
    [InlineData("subject.properties.clearance > 2", "subject.properties.clearance")]
    [InlineData("has(subject.properties.clearance)", "subject.properties.clearance")]
    [InlineData("'clearance' in subject.properties", "subject.properties.clearance")]
    [InlineData("subject.properties.clearance.level > 2", "subject.properties.clearance")]
    [InlineData("size(subject.properties) > 2", "subject.properties")]
    [InlineData("subject.in(\"group:contested\")", "subject.in(\"group:contested\")")]
    [InlineData("!subject.in(\"group:contested\") && subject.in(\"group:staff\")", "subject.in(\"group:contested\")")]
    public void What_is_contested_is_named(string source, string contested) => Assert.Equal($"missing [], contested [{contested}], unfit []", DoubtsOf(source));

    [Theory]
    [InlineData("subject.properties.role > 2", "subject.properties.role")]
    [InlineData("subject.properties.role", "subject.properties.role")]
    [InlineData("subject.properties.role && true", "subject.properties.role")]
    [InlineData("subject.properties.role ? true : false", "subject.properties.role")]
    [InlineData("subject.properties.role.first == 'x'", "subject.properties.role")]
    [InlineData("has(subject.properties.role.first)", "subject.properties.role")]
    [InlineData("'a' in subject.properties.level", "subject.properties.level")]
    [InlineData("subject.properties.role.exists(x, x == 1)", "subject.properties.role")]
    [InlineData("timestamp(subject.properties.role) < context.time", "subject.properties.role")]
    [InlineData("subject.properties.level + 9223372036854775807 > 0", "subject.properties.level")]
    [InlineData("int(subject.id) == 1", "subject.id")]
    [InlineData("subject.properties.address.lines.exists(line, line.absent == 1)", "subject.properties.address.lines")]
    [InlineData("subject.properties.level.matches('a')", "subject.properties.level")]
    public void What_is_of_no_use_where_it_stands_is_named(string source, string unfit) => Assert.Equal($"missing [], contested [], unfit [{unfit}]", DoubtsOf(source));

    [Fact]
    public void All_three_are_told_together() => Assert.Equal(
        "missing [context.absent], contested [subject.properties.clearance], unfit [subject.properties.role]",
        DoubtsOf("subject.properties.clearance > 1 && context.absent && subject.properties.role < 3"));

    [Theory]
    [InlineData("true")]
    [InlineData("subject.properties.absent == 1 && false")]
    [InlineData("1 / 0 == 1")]
    public void Nothing_is_named_where_nothing_that_is_read_is_to_blame(string source) => Assert.Equal(ConditionDoubts.None.ToString(), DoubtsOf(source));

    [Fact]
    public void Too_much_work_is_not_blamed_on_what_was_read()
    {
        var facts = new TestFacts { Values = { ["subject.many"] = Value.FromJson($"[{string.Join(',', Enumerable.Range(0, 1_000))}]") } };
        Assert.True(Condition.TryCompile(
            "subject.properties.many.all(x, subject.properties.many.all(y, subject.properties.many.all(z, x + y + z >= 0)))", out var condition, out _));

        Assert.Equal(Truth.Unknown, condition.Evaluate(facts));
        Assert.Equal(ConditionDoubts.None.ToString(), condition.Doubts(facts).ToString());
    }

    [Fact]
    public void No_more_is_named_than_can_be_read()
    {
        var source = string.Join(" && ", Enumerable.Range(0, 60).Select(number => $"subject.properties.absent{number:00}"));
        Assert.True(Condition.TryCompile(source, out var condition, out _));

        Assert.Equal(ConditionDoubts.Most, condition.Doubts(TestFacts.Alice).Missing.Count);
    }

    private static string DoubtsOf(string source)
    {
        Assert.True(Condition.TryCompile(source, out var condition, out var error), error?.Message);
        return condition.Doubts(TestFacts.Alice).ToString();
    }
}
