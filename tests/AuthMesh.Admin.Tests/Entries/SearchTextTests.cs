using AuthMesh.Admin.Entries;
using AuthMesh.Core.Lists;

namespace AuthMesh.Admin.Tests.Entries;

public class SearchTextTests
{
    [Fact]
    public void Named_filters_are_taken_out_of_the_text() => Assert.Equal(
        new EntryFilter("q3 report", "user:alice", "read", "doc:/a/*", Effect.Deny, Contested: true),
        SearchText.AddTo(EntryFilter.None, "q3 subject:user:alice action:read resource:doc:/a/* effect:deny is:contested report"));

    [Fact]
    public void Words_in_quotes_may_hold_blanks() =>
        Assert.Equal(new EntryFilter("two words", Subject: "user:alice b"), SearchText.AddTo(EntryFilter.None, "subject:\"user:alice b\" \"two words\""));

    [Fact]
    public void A_new_text_replaces_the_text_and_keeps_the_filters() =>
        Assert.Equal(new EntryFilter("new", Subject: "user:a"), SearchText.AddTo(new EntryFilter("old", Subject: "user:a"), "new"));

    [Theory]
    [InlineData("effect:perhaps")]
    [InlineData("user:alice")]
    public void What_names_no_filter_is_searched_for(string text) => Assert.Equal(new EntryFilter(text), SearchText.AddTo(EntryFilter.None, text));

    [Fact]
    public void A_chip_takes_away_just_its_own_filter()
    {
        var filter = new EntryFilter("text", "user:a", Effect: Effect.Deny);

        Assert.Equal(
            [("effect:deny", filter with { Effect = null }), ("subject:user:a", filter with { Subject = null }), ("“text”", filter with { Text = null })],
            filter.Chips());
    }
}
