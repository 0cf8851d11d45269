using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Lists;

public sealed class ListSettingsTests
{
    private static readonly ListSettingKey _storedOnly = new(ListName.Default, ListSettings.StoredOnlyName);

    [Fact]
    public void Nothing_is_set_at_first()
    {
        var settings = ListSettings.Of([]);

        Assert.Empty(settings.StoredOnly);
        Assert.Empty(settings.Contested);
        Assert.True(settings.IsUnderstood);
    }

    [Fact]
    public void Names_in_any_order_make_one_value()
    {
        var change = ListSettings.SetStoredOnly(ListName.Default, ["role", "level", "role", "Zoë"]);

        Assert.Equal(change, ListSettings.SetStoredOnly(ListName.Default, ["Zoë", "level", "role"]));
        Assert.Equal("""["Zoë","level","role"]""", change.Details.Value);
        Assert.Empty(ChangeRules.Check(ListName.Mesh, change));
    }

    [Theory]
    [InlineData("quoted \"name\"")]
    [InlineData("back\\slash")]
    [InlineData("😀")]
    [InlineData("é")]
    public void Every_name_that_an_attribute_may_have_can_be_set(string name)
    {
        var change = ListSettings.SetStoredOnly(ListName.Default, [name]);

        Assert.Empty(ChangeRules.Check(ListName.Mesh, change));
        Assert.Equal([name], ListSettings.Of([new ListRecord(change.Key, [Head(0, change.Details.Value)])]).StoredOnly);
    }

    [Fact]
    public void None_is_as_if_it_had_never_been_set() =>
        Assert.Equal(Change.Remove(_storedOnly), ListSettings.SetStoredOnly(ListName.Default, []));

    [Theory]
    [InlineData("put a|put b", "a b")]
    [InlineData("put a,b|put b", "a b")]
    [InlineData("put a|remove", "a")]
    [InlineData("put a|put b|remove", "a b")]
    public void Where_sites_disagree_all_that_any_of_them_says_is_stored_only(string heads, string expected)
    {
        var all = Heads(heads.Split('|')).ToArray();
        foreach (var order in new[] { all, [.. all.Reverse()] })
        {
            var settings = ListSettings.Of([new ListRecord(_storedOnly, [.. order])]);

            Assert.Equal(expected.Split(' '), settings.StoredOnly);
            Assert.Equal([ListSettings.StoredOnlyName], settings.Contested);
        }
    }

    [Fact]
    public void Sites_that_say_the_same_do_not_disagree()
    {
        var settings = ListSettings.Of([new ListRecord(_storedOnly, [.. Heads("put a,b", "put a,b")])]);

        Assert.Equal(["a", "b"], settings.StoredOnly);
        Assert.Empty(settings.Contested);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("\"role\"")]
    [InlineData("[1]")]
    [InlineData("[\"a\",null]")]
    [InlineData("[ \"a\"]")]
    [InlineData("{\"names\":[\"role\"]}")]
    [InlineData("[\"\\ud800\"]")]
    public void A_value_that_cannot_be_read_is_not_understood_and_does_no_harm(string value)
    {
        var settings = ListSettings.Of([new ListRecord(_storedOnly, [Head(0, value), .. Heads("put a")])]);

        Assert.False(settings.IsUnderstood);
        Assert.Equal(["a"], settings.StoredOnly);
    }

    [Fact]
    public void A_deeply_nested_value_is_not_understood() =>
        Assert.False(ListSettings.Of([new ListRecord(_storedOnly, [Head(0, new string('[', 10_000) + new string(']', 10_000))])]).IsUnderstood);

    [Theory]
    [InlineData("maxDataAge", "")]
    [InlineData("storedOnly", "7a01")]
    public void A_setting_of_a_newer_version_is_not_understood_until_it_is_gone(string name, string unknown)
    {
        var key = new ListSettingKey(ListName.Default, name, unknown);
        var head = Head(0, "[\"a\"]");

        Assert.False(ListSettings.Of([new ListRecord(key, [head])]).IsUnderstood);
        Assert.True(ListSettings.Of([new ListRecord(key, [head with { Operation = ChangeOperation.Remove, Details = Details.None }])]).IsUnderstood);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"b\",\"a\"]")]
    [InlineData("[\"a\",\"a\"]")]
    [InlineData("[\"\"]")]
    [InlineData("[\"a\\u0001\"]")]
    [InlineData("[1]")]
    [InlineData("7")]
    public void What_is_no_value_is_not_written(string value) =>
        Assert.Equal(["value"], ChangeRules.Check(ListName.Mesh, Change.Put(_storedOnly, Details.None with { Value = value })).Select(error => error.Field));

    [Fact]
    public void At_most_256_names_are_written()
    {
        static Change Names(int count) => ListSettings.SetStoredOnly(ListName.Default, Enumerable.Range(0, count).Select(number => $"name {number}"));

        Assert.Empty(ChangeRules.Check(ListName.Mesh, Names(256)));
        Assert.Equal(["value"], ChangeRules.Check(ListName.Mesh, Names(257)).Select(error => error.Field));
    }

    [Fact]
    public void Other_settings_other_lists_and_fields_of_newer_versions_are_not_written()
    {
        var details = Details.None with { Value = "[\"a\"]" };

        Assert.Equal(["name"], Fields(ListName.Mesh, Change.Put(_storedOnly with { Name = "maxDataAge" }, details)));
        Assert.Equal(["list"], Fields(ListName.Mesh, Change.Put(_storedOnly with { List = ListName.Mesh }, details)));
        Assert.Equal(["op"], Fields(ListName.Mesh, Change.Put(_storedOnly with { Unknown = "7a01" }, details)));
        Assert.Equal(["op"], Fields(ListName.Default, Change.Put(_storedOnly, details)));
        Assert.Equal(["notBefore"], Fields(ListName.Mesh, Change.Put(_storedOnly, details with { Window = new(1, long.MaxValue) })));
    }

    private static IEnumerable<string> Fields(ListName list, Change change) => ChangeRules.Check(list, change).Select(error => error.Field);

    /// <summary>One a site: "put a,b" or "remove".</summary>
    private static IEnumerable<Head> Heads(params string[] heads) => heads.Select((head, site) => head.Split(' ') switch
    {
        ["put", var names] => Head(site, ListSettings.SetStoredOnly(ListName.Default, names.Split(',')).Details.Value),
        _ => Head(site, "") with { Operation = ChangeOperation.Remove, Details = Details.None },
    });

    private static Head Head(int site, string value) =>
        new(new(new Site($"site {site}").Writer, 1), default, 0, default, ChangeOperation.Put, Details.None with { Value = value }, "test");
}
