using AuthMesh.Core.Decisions;
using AuthMesh.Core.Decisions.Explanations;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Decisions.Explanations;

public sealed class ExplanationTests
{
    [Fact]
    public void An_allow_names_its_entry_and_the_memberships_on_each_side()
    {
        var explanation = Explain("user:alice read doc:/a/1",
            ["allow group:all use folder:top"], ["member user:alice group:staff"], ["member group:staff group:all"], ["member action:read action:use"], ["member doc:/a/1 folder:top"]);

        var entry = Assert.Single(explanation.Deciding);
        Assert.True(explanation.IsAllowed);
        Assert.Null(explanation.Missing);
        Assert.Equal("user:alice → group:staff → group:all ~ group:all", ExplanationText.Of(entry.Subject));
        Assert.Equal("action:read → action:use ~ action:use", ExplanationText.Of(entry.Action));
        Assert.Equal("doc:/a/1 → folder:top ~ folder:top", ExplanationText.Of(entry.Resource));
        Assert.Empty(entry.Remarks);
        Assert.Equal(5, explanation.Records.Count());
    }

    [Fact]
    public void A_pattern_is_named_as_it_was_written()
    {
        var entry = Assert.Single(Explain("user:alice read doc:/a/1", ["allow user:* * doc:/a/*"]).Deciding);

        Assert.Equal(("user:*", "*", "doc:/a/*"), (entry.Subject.Pattern, entry.Action.Pattern, entry.Resource.Pattern));
    }

    [Fact]
    public void Of_several_paths_the_one_that_counts_is_told_though_it_is_longer()
    {
        var entry = Assert.Single(Explain("user:a read doc:/a",
            ["allow group:z read doc:/a"], ["member user:a group:z", "put 0..1"], ["member user:a group:b"], ["member group:b group:z"]).Deciding);

        Assert.Equal("user:a → group:b → group:z ~ group:z", ExplanationText.Of(entry.Subject));
    }

    [Theory]
    [InlineData("put 0..10", RemarkKind.Expired)]
    [InlineData("put 20..30", RemarkKind.NotYetValid)]
    [InlineData("put|remove", RemarkKind.Contested)]
    [InlineData("put deny-only", RemarkKind.Contested)]
    [InlineData("put 0..20|put 17..20", RemarkKind.WindowsDisagree)]
    public void Why_an_allow_entry_does_not_count_is_said(string heads, RemarkKind expected)
    {
        var explanation = Explain("user:a read doc:/a", ["allow user:a read doc:/a", .. heads.Split('|')]);

        var entry = Assert.Single(explanation.Considered);
        Assert.Equal([expected], entry.Remarks.Select(remark => remark.Kind));
        Assert.Equal(entry.Entry, entry.Remarks[0].Record);
        Assert.Equal(MissingKind.CountingEntry, explanation.Missing!.Kind);
        Assert.Equal(entry, explanation.Missing.Nearest);
    }

    [Theory]
    [InlineData("false", "", RemarkKind.ConditionFalse)]
    [InlineData("subject.properties.role == 'x'", "", RemarkKind.ConditionUnknown)]
    [InlineData("from a newer version (", "", RemarkKind.ConditionUnknown)]
    [InlineData("", "7a01", RemarkKind.NotUnderstood)]
    public void Why_a_condition_does_not_hold_is_said(string condition, string unknown, RemarkKind expected)
    {
        var record = new CaseRecord("allow user:a read doc:/a", [], condition, unknown).ToRecord();

        var entry = Assert.Single(DecisionIndex.Build([record]).Explain(new AccessRequest("user:a", "read", "doc:/a"), 15).Considered);

        Assert.Equal([expected], entry.Remarks.Select(remark => remark.Kind));
    }

    [Theory]
    [InlineData("put 0..10", RemarkKind.Expired)]
    [InlineData("put|remove", RemarkKind.Contested)]
    public void A_membership_that_does_not_count_is_named(string heads, RemarkKind expected)
    {
        var explanation = Explain("user:a read doc:/a", ["allow group:g read doc:/a"], ["member user:a group:g", .. heads.Split('|')]);

        var remark = Assert.Single(Assert.Single(explanation.Considered).Remarks);
        Assert.Equal((expected, new MembershipKey(new EntityRef("user:a"), new EntityRef("group:g"))), (remark.Kind, remark.Record));
        Assert.Empty(explanation.Missing!.SubjectIn);
    }

    [Fact]
    public void A_denial_shows_what_it_overrides_and_what_in_it_is_in_doubt()
    {
        var explanation = Explain("user:a read doc:/a", ["allow user:a read doc:/a"], ["deny * read doc:/a", "put", "remove"]);

        var denial = Assert.Single(explanation.Deciding);
        Assert.Equal((Effect.Deny, RemarkKind.Contested), (denial.Entry.Effect, Assert.Single(denial.Remarks).Kind));
        Assert.Equal(new Remark(RemarkKind.Overridden, denial.Entry), Assert.Single(Assert.Single(explanation.Considered).Remarks));
        Assert.Equal(MissingKind.NoDenial, explanation.Missing!.Kind);
    }

    [Fact]
    public void Where_nothing_matches_it_is_said_what_an_entry_could_be_for()
    {
        var explanation = Explain("user:a read doc:/a",
            ["allow user:a write doc:/a"], ["member user:a group:z"], ["member group:z group:b"], ["member user:a group:y"]);

        Assert.Empty(explanation.Deciding);
        Assert.Empty(explanation.Considered);
        Assert.Equal(MissingKind.Entry, explanation.Missing!.Kind);
        Assert.Equal(["group:y", "group:z", "group:b"], explanation.Missing.SubjectIn);
        Assert.Contains("user:a", explanation.Missing.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_no_list_could_hold_is_said_to_be_one() =>
        Assert.Equal(MissingKind.PossibleName, Explain("user:a* read doc:/a", ["allow * * *"]).Missing!.Kind);

    [Fact]
    public void An_empty_list_lacks_an_entry() => Assert.Equal(MissingKind.Entry, Explain("user:a read doc:/a").Missing!.Kind);

    [Fact]
    public void It_is_bounded_and_cut_at_the_same_place_whatever_the_order_of_records()
    {
        var records = Enumerable.Range(0, 3_000).SelectMany(number => new[]
        {
            new CaseRecord($"member user:a group:{number}", []).ToRecord(),
            new CaseRecord($"allow group:{number} read doc:/a", number % 2 == 0 ? [] : ["put 0..1"]).ToRecord(),
        }).ToList();
        var request = new AccessRequest("user:a", "read", "doc:/a");

        var explanation = DecisionIndex.Build(records).Explain(request, 15);

        Assert.True(explanation.IsAllowed);
        Assert.True(explanation.IsCut);
        Assert.Equal((Explanation.MostEntries, Explanation.MostEntries), (explanation.Deciding.Length, explanation.Considered.Length));
        Assert.Equal(ExplanationText.Of(explanation), ExplanationText.Of(DecisionIndex.Build(Enumerable.Reverse(records)).Explain(request, 15)));
    }

    /// <summary>At instant 15.</summary>
    private static Explanation Explain(string question, params string[][] records)
    {
        var parts = question.Split(' ');
        return DecisionIndex.Build(records.Select(record => new CaseRecord(record[0], [.. record.Skip(1)]).ToRecord())).Explain(new AccessRequest(parts[0], parts[1], parts[2]), 15);
    }
}
