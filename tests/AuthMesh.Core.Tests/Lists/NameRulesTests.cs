using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Lists;

public sealed class NameRulesTests
{
    public static TheoryData<string> Entities =>
    [
        "user:alice", "User:Alice", "doc:/sites/paris/q3.pdf", "a.b_c-9:x", "urn:a:b:c", "user:a b", "user:a*b", "user:*b", "user::", "user:\u00e9", "user:日本語",
        "user:😀", "user:한국어", "user:" + new string('x', 512), "user:" + new string('é', 256), new string('t', NameRules.MaxTypeLength) + ":x",
    ];

    public static TheoryData<string> NoEntities =>
    [
        "", "user", ":", ":alice", "user:", "us er:alice", "us/er:alice", "ус:alice", "user:*", "user:al*", "*",
        "user:a\0", "user:a\n", "user:a\u001f", "user:a\u007f", "user:\u0085", "user:\u009f",
        "user:e\u0301", "user:\u212b", "user:\u1112\u1161\u11ab",
        "user:" + new string('x', 513), "user:" + new string('é', 257), new string('t', NameRules.MaxTypeLength + 1) + ":x",
    ];

    [Theory]
    [MemberData(nameof(Entities))]
    public void A_well_formed_name_is_taken_as_it_is(string name)
    {
        Assert.Null(NameRules.EntityError(name));
        Assert.Null(NameRules.PatternError(name));
        Assert.True(EntityRef.TryParse(name, out var entity, out _));
        Assert.Equal(name, entity.Value);
        Assert.Equal(name, $"{entity.Type}:{entity.Id}");
        Assert.True(NameRules.CouldBeHeld(name, "read", name));
    }

    [Theory]
    [InlineData(null)]
    [MemberData(nameof(NoEntities))]
    public void Any_other_is_refused_with_a_reason(string? name)
    {
        Assert.NotNull(NameRules.EntityError(name));
        Assert.False(EntityRef.TryParse(name, out _, out var error));
        Assert.False(string.IsNullOrEmpty(error));
        Assert.False(NameRules.CouldBeHeld(name, "read", "doc:/a"));
        Assert.False(NameRules.CouldBeHeld("user:a", "read", name));
    }

    /// <summary>Not a theory: the runner could not carry lone surrogates.</summary>
    [Fact]
    public void Lone_surrogates_are_refused() =>
        Assert.All(["user:\ud800", "user:\udc00x", "user:x\ud83d", "user:\ude00\ud83d"], name => Assert.NotNull(NameRules.EntityError(name)));

    [Theory]
    [InlineData("*")]
    [InlineData("user:*")]
    [InlineData("user:al*")]
    [InlineData("doc:/a/*")]
    [InlineData("doc:a b*")]
    public void A_pattern_is_an_entity_a_prefix_with_its_type_or_a_star(string pattern) => Assert.Null(NameRules.PatternError(pattern));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("**")]
    [InlineData("us*")]
    [InlineData("*:*")]
    [InlineData("us*:alice")]
    [InlineData("user:a**")]
    [InlineData("user:**")]
    [InlineData("user:a\n*")]
    [InlineData("user:e\u0301*")]
    [InlineData(":*")]
    public void No_other_pattern_is_taken(string? pattern) => Assert.NotNull(NameRules.PatternError(pattern));

    [Theory]
    [InlineData("read", true)]
    [InlineData("*", true)]
    [InlineData("s3:GetObject", true)]
    [InlineData("re*", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("re\tad", false)]
    public void An_action_of_an_entry_is_a_bare_name_or_a_star(string? action, bool allowed) => Assert.Equal(allowed, NameRules.ActionError(action) is null);

    [Theory]
    [InlineData("read", true)]
    [InlineData("*", false)]
    [InlineData("re*", false)]
    [InlineData(null, false)]
    public void A_question_names_one_action(string? action, bool could) => Assert.Equal(could, NameRules.CouldBeHeld("user:a", action, "doc:/a"));

    [Fact]
    public void An_attribute_has_a_name_of_its_own_length()
    {
        Assert.Null(NameRules.AttributeNameError(new string('x', 128)));
        Assert.Null(NameRules.AttributeNameError("mfa*"));
        Assert.NotNull(NameRules.AttributeNameError(new string('x', 129)));
        Assert.NotNull(NameRules.AttributeNameError(""));
        Assert.NotNull(NameRules.AttributeNameError(null));
        Assert.NotNull(NameRules.AttributeNameError("a\u0000"));
        Assert.NotNull(NameRules.AttributeNameError("e\u0301"));
    }
}
