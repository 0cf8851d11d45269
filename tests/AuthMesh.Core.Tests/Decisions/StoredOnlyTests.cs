using AuthMesh.Core.Conditions;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Tests.Lists;

namespace AuthMesh.Core.Tests.Decisions;

public sealed class StoredOnlyTests
{
    [Theory]
    [InlineData("subject.properties.role == 'admin'")]
    [InlineData("action.properties.role == 'admin'")]
    [InlineData("resource.properties.role == 'admin'")]
    [InlineData("subject.properties[\"ro\" + \"le\"] == 'admin'")]
    [InlineData("'role' in subject.properties")]
    [InlineData("has(subject.properties.role)")]
    [InlineData("size(resource.properties) > 0")]
    [InlineData("subject.properties.exists(name, name == 'role')")]
    [InlineData("subject.properties == {'role': 'admin'}")]
    public void A_request_cannot_give_a_stored_only_attribute(string condition)
    {
        var index = DecisionIndex.Build([Entry(Effect.Allow, condition), .. Unrelated]);

        Assert.True(index.IsAllowed(Claiming("user:mallory"), 0));
        Assert.False(index.Under(Worlds.StoredOnly("role")).IsAllowed(Claiming("user:mallory"), 0));
        Assert.False(index.Under(Worlds.StoredOnly("role")).IsAllowed(Claiming("user:nobody knows"), 0));
    }

    [Fact]
    public void The_stored_value_counts_whatever_the_request_says()
    {
        var index = DecisionIndex.Build([Entry(Effect.Allow, "subject.properties.role == 'admin'"), Attribute("user:bob", "\"admin\""), Attribute("user:mallory", "\"guest\"")])
            .Under(Worlds.StoredOnly("role"));

        Assert.True(index.IsAllowed(new AccessRequest("user:bob", "read", "doc:/a"), 0));
        Assert.True(index.IsAllowed(new AccessRequest("user:bob", "read", "doc:/a", Facts("""{"role":"guest"}""")), 0));
        Assert.False(index.IsAllowed(Claiming("user:mallory"), 0));
    }

    [Fact]
    public void Where_nothing_is_stored_a_denial_that_asks_for_it_denies()
    {
        var index = DecisionIndex.Build([Entry(Effect.Allow, ""), Entry(Effect.Deny, "subject.properties.banned")]);
        var request = new AccessRequest("user:a", "read", "doc:/a", Facts("""{"banned":false}"""));

        Assert.True(index.IsAllowed(request, 0));
        Assert.False(index.Under(Worlds.StoredOnly("banned")).IsAllowed(request, 0));
    }

    [Fact]
    public void A_contested_attribute_stays_unknown()
    {
        var contested = new CaseRecord("attribute user:a role", ["put \"admin\"", "put \"guest\""]).ToRecord();
        var index = DecisionIndex.Build([Entry(Effect.Allow, "has(subject.properties.role)"), contested]).Under(Worlds.StoredOnly("role"));

        Assert.False(index.IsAllowed(Claiming("user:a"), 0));
    }

    [Fact]
    public void Other_attributes_of_the_request_still_count()
    {
        var index = DecisionIndex.Build([Entry(Effect.Allow, "subject.properties.level > 2")]).Under(Worlds.StoredOnly("role"));

        Assert.True(index.IsAllowed(new AccessRequest("user:a", "read", "doc:/a", Facts("""{"level":3,"role":"admin"}""")), 0));
    }

    [Fact]
    public void A_value_that_is_none_does_not_hide_the_stored_one()
    {
        var index = DecisionIndex.Build([Entry(Effect.Allow, ""), Entry(Effect.Deny, "subject.properties.role != 'admin'"), Attribute("user:bob", "\"admin\"")])
            .Under(Worlds.StoredOnly("role"));

        Assert.True(index.IsAllowed(new AccessRequest("user:bob", "read", "doc:/a", new RequestFacts(Value.Unknown, Value.Absent, Value.Absent, Value.Absent)), 0));
    }

    [Fact]
    public void The_settings_stay_when_the_list_runs_empty_and_when_its_names_get_a_new_vocabulary()
    {
        var entry = Entry(Effect.Allow, "subject.properties.role == 'admin'");
        var index = DecisionIndex.Build([entry]).Under(Worlds.StoredOnly("role")).With([Gone(entry)]);
        Assert.True(index.IsEmpty);

        for (var round = 0; round < 3; round++)
        {
            var passing = Enumerable.Range(0, 4_000).Select(number => Attribute($"user:{round}-{number}", "1")).ToList();
            index = index.With(passing).With(passing.Select(Gone));
        }

        Assert.False(index.With([entry]).IsAllowed(Claiming("user:mallory"), 0));
    }

    private static ListRecord[] Unrelated => [Attribute("user:somebody else", "\"admin\"")];

    private static AccessRequest Claiming(string subject) => new(subject, "read", "doc:/a", Facts("""{"role":"admin"}"""));

    private static RequestFacts Facts(string properties) => new(Value.FromJson(properties), Value.FromJson(properties), Value.FromJson(properties), Value.Absent);

    private static ListRecord Entry(Effect effect, string condition) => new(new EntryKey(effect, "*", "*", "*", condition), RandomWorlds.InForce);

    private static ListRecord Gone(ListRecord record) =>
        record with { Heads = [RandomWorlds.InForce[0] with { Operation = ChangeOperation.Remove, Details = Details.None }] };

    private static ListRecord Attribute(string entity, string value) => new(
        new AttributeKey(new EntityRef(entity), "role"), [RandomWorlds.InForce[0] with { Details = Details.None with { Value = value } }]);
}
