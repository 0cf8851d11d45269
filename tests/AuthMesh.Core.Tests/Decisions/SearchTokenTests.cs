using AuthMesh.Core.Conditions;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Decisions;

public sealed class SearchTokenTests
{
    private static readonly SearchQuestion _question = new(SearchSide.Subject, "user", "read", "doc:a", Facts("""{"a":1,"b":[true,null,"x"]}"""));

    [Fact]
    public void A_token_leads_back_to_its_place() =>
        Assert.Equal("user:é", SearchToken.Read(ListName.Default, _question, SearchToken.Make(ListName.Default, _question, "user:é")));

    [Fact]
    public void Members_may_come_in_another_order() => Assert.NotNull(SearchToken.Read(
        ListName.Default, _question with { Facts = Facts("""{"b":[true,null,"x"],"a":1}""") }, SearchToken.Make(ListName.Default, _question, "user:a")));

    [Fact]
    public void A_token_of_another_search_is_none()
    {
        var token = SearchToken.Make(ListName.Default, _question, "user:a");

        Assert.Null(SearchToken.Read(ListName.Parse("other"), _question, token));
        SearchQuestion[] others =
        [
            _question with { Open = SearchSide.Resource }, _question with { Subject = "group" }, _question with { Action = "write" },
            _question with { Resource = "doc:b" }, _question with { Facts = null }, _question with { Facts = Facts("""{"a":1,"b":[true,null,"y"]}""") },
        ];
        Assert.All(others, other => Assert.Null(SearchToken.Read(ListName.Default, other, token)));
    }

    [Fact]
    public void What_was_altered_or_never_given_is_no_token()
    {
        var token = SearchToken.Make(ListName.Default, _question, "user:a");

        Assert.All(Enumerable.Range(0, token.Length - 1), at => Assert.Null(SearchToken.Read(
            ListName.Default, _question, token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..])));
        Assert.All(new[] { "", "x", "====", token[..10], new string('A', 5000), "\u00e9" }, text => Assert.Null(SearchToken.Read(ListName.Default, _question, text)));
    }

    private static RequestFacts Facts(string context) => new(Value.Absent, Value.Absent, Value.Absent, Value.FromJson(context));
}
