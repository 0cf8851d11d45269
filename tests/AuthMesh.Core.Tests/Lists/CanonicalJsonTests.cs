using AuthMesh.Core.Lists;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Core.Tests.Lists;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("null", "null")]
    [InlineData(" true ", "true")]
    [InlineData("""{"b":1,"a":[ 1 , {"y":2,"x":null} ],"":0}""", """{"":0,"a":[1,{"x":null,"y":2}],"b":1}""")]
    [InlineData("""{"\u0062":1,"a":2}""", """{"a":2,"b":1}""")]
    [InlineData("""{"B":1,"a":2,"é":3,"\ud83d\ude00":4,"\ufb33":5}""", "{\"B\":1,\"a\":2,\"é\":3,\"\U0001F600\":4,\"\uFB33\":5}")]
    [InlineData("""  "\u0041\/\u00e9\u0301<>&'\u007f\u2028"  """, "\"A/\u00e9\u0301<>&'\u007f\u2028\"")]
    [InlineData("""  "\"\\\b\t\n\f\r\u0000\u001F"  """, """
        "\"\\\b\t\n\f\r\u0000\u001f"
        """)]
    [InlineData("[]", "[]")]
    [InlineData("{ }", "{}")]
    public void A_value_has_one_text(string json, string expected) => AssertCanonical(expected, json);

    [Theory]
    [InlineData("0", "0", "-0", "0.0", "-0.0e5", "0e999999999999999999", "1e-400", "-1e-400")]
    [InlineData("1", "1", "1.0", "10e-1", "0.1e1", "0.000001E+6", "1.0000000000000000000001")]
    [InlineData("-120", "-120", "-1.2e2", "-120.000")]
    [InlineData("9007199254740993", "9007199254740993", "9007199254740993.0", "900719925474099.3e1")]
    [InlineData("9007199254740994", "9007199254740993.5")]
    [InlineData("9223372036854775807", "9223372036854775807", "9.223372036854775807e18")]
    [InlineData("-9223372036854775808", "-9223372036854775808", "-9223372036854775809")]
    [InlineData("9223372036854776000", "9223372036854775808", "9223372036854776000", "9.223372036854776e+18", "9223372036854775807.5")]
    [InlineData("18446744073709552000", "18446744073709551615", "18446744073709551616")]
    [InlineData("1000000000000000000", "1e18")]
    [InlineData("100000000000000000000", "1e20")]
    [InlineData("-100000000000000000000", "-1e20")]
    [InlineData("1e+21", "1e21", "1000000000000000000000")]
    [InlineData("1.7976931348623157e+308", "1.7976931348623157e308", "17976931348623157e292")]
    [InlineData("5e-324", "5e-324", "4.9406564584124654e-324")]
    [InlineData("0.1", "0.1", "1e-1", "0.10000000000000000001")]
    [InlineData("0.30000000000000004", "0.30000000000000004")]
    [InlineData("0.000001", "1e-6")]
    [InlineData("1e-7", "0.0000001")]
    [InlineData("-1.5e-7", "-0.00000015")]
    [InlineData("123.456", "123.456", "123456e-3")]
    [InlineData("123456789012345680000", "123456789012345678901")]
    public void A_number_has_one_text(string expected, params string[] spellings) =>
        Assert.All(spellings, spelling => AssertCanonical(expected, spelling));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("1 2")]
    [InlineData("01")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("[1,]")]
    [InlineData("// a comment\n1")]
    [InlineData("'a'")]
    [InlineData("1e309")]
    [InlineData("-1e999999999999999999")]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"x":{"a":1,"b":2,"a":3}}""")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("\"\\ude00\\ud83d\"")]
    public void What_is_no_canonical_value_is_refused_with_a_reason(string json) => AssertRefused(json);

    /// <summary>Not an inline case: the attribute could not carry it.</summary>
    [Fact]
    public void A_lone_surrogate_is_refused() => AssertRefused("\"\ud800\"");

    [Fact]
    public void Missing_text_is_refused() => AssertRefused(null);

    [Fact]
    public void Nesting_is_bounded()
    {
        AssertCanonical(Nested(32), Nested(32));
        AssertRefused(Nested(33));
        AssertRefused(Nested(30_000));

        static string Nested(int depth) => new string('[', depth) + new string(']', depth);
    }

    [Fact]
    public void Length_is_bounded_before_and_after()
    {
        AssertCanonical(Text(65_534), Text(65_534));
        AssertRefused(Text(65_535));
        AssertRefused("\"" + new string('é', 32_768) + "\"");
        AssertRefused("[" + string.Join(',', Enumerable.Repeat("1e18", 4_000)) + "]");

        static string Text(int length) => "\"" + new string('a', length) + "\"";
    }

    [Fact]
    public void A_canonical_text_is_its_own_canonical_form_and_numbers_keep_their_value() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll((double value, long whole) =>
        {
            if (!double.IsFinite(value))
            {
                return;
            }

            Assert.True(CanonicalJson.TryCanonicalise(value.ToString("R"), out var canonical, out _));
            AssertCanonical(canonical, canonical);
            Assert.Equal(value, double.Parse(canonical));
            AssertCanonical(whole.ToString(), whole.ToString());
        }));

    private static void AssertCanonical(string expected, string json)
    {
        Assert.True(CanonicalJson.TryCanonicalise(json, out var canonical, out var error), error);
        Assert.Equal(expected, canonical);
        Assert.True(CanonicalJson.TryCanonicalise(canonical, out var again, out _));
        Assert.Equal(canonical, again);
    }

    private static void AssertRefused(string? json)
    {
        Assert.False(CanonicalJson.TryCanonicalise(json, out var canonical, out var error));
        Assert.False(string.IsNullOrEmpty(error));
        Assert.Equal("", canonical);
    }
}
