using System.Text.Json;
using AuthMesh.Core.Conditions;

namespace AuthMesh.Core.Tests.Conditions;

public sealed class ValueTests
{
    [Theory]
    [InlineData("null", ValueKind.Null)]
    [InlineData("true", ValueKind.Bool)]
    [InlineData("1", ValueKind.Int)]
    [InlineData("1.0", ValueKind.Int)]
    [InlineData("1e2", ValueKind.Int)]
    [InlineData("-9223372036854775808", ValueKind.Int)]
    [InlineData("9223372036854775808", ValueKind.Double)]
    [InlineData("1.5", ValueKind.Double)]
    [InlineData("\"a\"", ValueKind.String)]
    [InlineData("[1, [2]]", ValueKind.List)]
    [InlineData("{\"a\": {}}", ValueKind.Map)]
    public void Json_has_its_kinds(string json, ValueKind kind) => Assert.Equal(kind, Value.FromJson(json).Kind);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("1e999")]
    [InlineData("[1, 1e999]")]
    [InlineData("{\"a\": 1, \"a\": 2}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\ud800\": 1}")]
    public void What_no_value_can_be_is_unknown_as_a_whole(string json) => Assert.True(Value.FromJson(json).IsUnknown);

    [Fact]
    public void Text_with_a_lone_surrogate_is_unknown() => Assert.True(Value.FromJson("\"\ud800\"").IsUnknown);

    [Fact]
    public void Nesting_is_bounded()
    {
        static string Nested(int depth) => new string('[', depth) + new string(']', depth);

        Assert.Equal(ValueKind.List, Value.FromJson(Nested(32)).Kind);
        Assert.True(Value.FromJson(Nested(33)).IsUnknown);
        using var deep = JsonDocument.Parse(Nested(60));
        Assert.True(Value.FromJson(deep.RootElement).IsUnknown);
        Assert.True(Value.FromJson(default(JsonElement)).IsUnknown);
    }

    [Fact]
    public void A_value_outlives_its_document()
    {
        Value value;
        using (var document = JsonDocument.Parse("""{"a": ["text"]}"""))
        {
            value = Value.FromJson(document.RootElement);
        }

        Assert.Equal(Value.FromJson("""["text"]"""), value.Member("a"));
    }

    [Fact]
    public void Members_are_there_or_absent_or_not_to_be_told()
    {
        var map = Value.FromJson("""{"a": null}""");

        Assert.Equal(Value.Null, map.Member("a"));
        Assert.True(map.Member("b").IsAbsent);
        Assert.True(Value.Absent.Member("a").IsAbsent);
        Assert.True(Value.Unknown.Member("a").IsUnknown);
        Assert.True(Value.From("text").Member("a").IsUnknown);
        Assert.Equal(["a"], map.Members.Select(member => member.Key));
        Assert.Empty(Value.From(1).Members);
    }

    [Fact]
    public void A_map_with_a_part_that_cannot_be_told_cannot_be_told()
    {
        Assert.True(Value.Map([new("a", Value.Unknown)]).IsUnknown);
        Assert.True(Value.Map([new("a", Value.Absent)]).IsUnknown);
        Assert.True(Value.Map([new("a", Value.Null), new("a", Value.Null)]).IsUnknown);
        Assert.True(Value.From([Value.Unknown]).IsUnknown);
    }

    [Fact]
    public void Equal_values_have_equal_hashes()
    {
        Value[] values =
        [
            Value.Absent, Value.Unknown, Value.Null, Value.True, Value.False, Value.From(0), Value.From(0.0), Value.From(-0.0), Value.From(1), Value.From(1.0), Value.From(0.5),
            Value.From(long.MaxValue), Value.From((double)long.MaxValue), Value.From("1"), Value.From("a"), Value.FromJson("[1, 2]"), Value.FromJson("[1.0, 2]"), Value.FromJson("[2, 1]"),
            Value.FromJson("""{"a": 1, "b": 2}"""), Value.FromJson("""{"b": 2, "a": 1}"""), Value.From(DateTimeOffset.UnixEpoch), Value.FromUnixMilliseconds(0), Value.FromUnixMilliseconds(1),
            Value.From(TimeSpan.Zero), Value.From(TimeSpan.FromTicks(1)),
        ];

        foreach (var (one, other) in from one in values from other in values select (one, other))
        {
            Assert.Equal(one == other, other == one);
            Assert.True(one != other || one.GetHashCode() == other.GetHashCode(), $"{one.Kind} {other.Kind}");
        }

        Assert.Equal(values.Length - 6, values.Distinct().Count());
    }

    [Fact]
    public void Times_beyond_their_range_are_unknown()
    {
        Assert.True(Value.FromUnixMilliseconds(long.MaxValue).IsUnknown);
        Assert.True(Value.From(TimeSpan.MaxValue).IsUnknown);
        Assert.Equal(ValueKind.Timestamp, Value.From(DateTimeOffset.MaxValue).Kind);
        Assert.Equal(ValueKind.Timestamp, Value.From(DateTimeOffset.MinValue).Kind);
    }
}
