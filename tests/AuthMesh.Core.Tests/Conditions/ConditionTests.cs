using AuthMesh.Core.Conditions;

namespace AuthMesh.Core.Tests.Conditions;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("1 + \"a\" == 2", 3, "'+' is not for an int and a string")]
    [InlineData("subject.id", 9, "a condition must be true or false; this is a string")]
    [InlineData("user.id == 1", 1, "there is no variable 'user'; there are subject, action, resource and context")]
    [InlineData("subject.name == 1", 9, "there is no member 'name'; there are subject.type, subject.id, subject.properties and subject.in(\"…\")")]
    [InlineData("subject.id.upper() == \"A\"", 12, "there is no function 'upper'")]
    [InlineData("startsWith(subject.id, \"a\")", 1, "'startsWith' is called otherwise: x.startsWith(y)")]
    [InlineData("subject.id == 1", 12, "a string is never equal to an int")]
    [InlineData("true and false", 6, "found 'and' where the condition should end or an operator stand")]
    [InlineData("context.time.getHours(\"Europe/Paris\") < 8", 23, "this must be \"UTC\" or an offset such as \"+02:00\"; time zones with rules of their own are not part of conditions")]
    [InlineData("subject.id.matches(\"a(?=b)\")", 20, "this pattern has, at its character 3, what conditions cannot match: this kind of group; allowed are (…), (?:…), (?P<name>…), and (?i), (?s) or (?is) at the very beginning")]
    [InlineData("subject.in(\"staff\")", 12, "the name of the parent has no colon; allowed is type:id")]
    [InlineData("'abc == subject.id", 1, "this string does not end")]
    public void An_error_says_what_and_where(string source, int column, string message)
    {
        Assert.False(Condition.TryCompile(source, out var condition, out var error));
        Assert.Null(condition);
        Assert.Equal(new ConditionError(message, column), error);
    }

    [Fact]
    public void A_condition_keeps_its_text()
    {
        Assert.True(Condition.TryCompile(" true  // always", out var condition, out _));
        Assert.Equal(" true  // always", condition.Source);
    }

    [Theory]
    [InlineData("resource.properties.owner == subject.id")]
    [InlineData("!subject.in(\"group:vetted\")")]
    [InlineData("action.properties.soft == true")]
    [InlineData("\"admin\" == subject.properties.role")]
    [InlineData("subject.id in [\"alice\", \"bob\"] && context.count < 10")]
    [InlineData("context.time < timestamp(\"2027-01-01T00:00:00Z\")")]
    [InlineData("cidr(\"10.0.0.0/8\").containsIP(context.ip)")]
    [InlineData("subject.properties.teams.exists(t, t == \"blue\")")]
    [InlineData("subject.id.matches(\"^a[a-z]+$\")")]
    public void The_usual_conditions_allocate_nothing(string source)
    {
        Assert.True(Condition.TryCompile(source, out var condition, out _));
        Assert.Equal(Truth.True, condition.Evaluate(TestFacts.Alice));
        var facts = new FixedFacts(TestFacts.Alice);
        Repeat(condition, facts);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(condition, facts);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Repeat(Condition condition, IConditionFacts facts)
    {
        for (var i = 0; i < 100; i++)
        {
            condition.Evaluate(facts);
        }
    }

    /// <summary>Gives what was asked for before, so that nothing but the evaluation is measured.</summary>
    private sealed class FixedFacts(TestFacts facts) : IConditionFacts
    {
        private readonly Dictionary<(EntityRole Role, string Name), Value> _properties = [];

        public Value Context => facts.Context;

        public string Type(EntityRole role) => facts.Type(role);

        public string Id(EntityRole role) => facts.Id(role);

        public Value Properties(EntityRole role) => facts.Properties(role);

        public Truth IsIn(EntityRole role, string parent) => role == EntityRole.Subject && parent == "group:staff" ? Truth.True : Truth.False;

        public Value Property(EntityRole role, string name)
        {
            if (!_properties.TryGetValue((role, name), out var value))
            {
                _properties[(role, name)] = value = facts.Property(role, name);
            }

            return value;
        }
    }
}
