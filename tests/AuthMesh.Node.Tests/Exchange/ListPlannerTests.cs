using AuthMesh.Core.Lists;
using AuthMesh.Node.Exchange;
using AuthMesh.Node.Exchange.Plans;

namespace AuthMesh.Node.Tests.Exchange;

public sealed class ListPlannerTests
{
    private static readonly EntryKey _allow = new(Effect.Allow, "user:a", "read", "doc:a"), _deny = new(Effect.Deny, "user:a", "read", "doc:b");
    private static readonly MembershipKey _membership = new(new("user:a"), new("group:g"));

    private static readonly OwnerLabel _me = new("me");

    [Fact]
    public void Only_what_differs_is_written()
    {
        var planner = new ListPlanner([Record(_allow), Record(_deny, "now"), Record(_membership)]);
        planner.See(Standing(_allow));
        planner.See(Standing(_deny, "before"));
        planner.See(Standing(new EntryKey(Effect.Allow, "*", "*", "*")));

        var plan = planner.Finish();

        Assert.Equal(1, plan.Same);
        Assert.Equal([(PlanStepKind.Alter, (RecordKey)_deny), (PlanStepKind.Add, _membership)], plan.Steps.Select(step => (step.Kind, step.Change.Key)));
    }

    [Fact]
    public void A_contested_record_is_settled_even_when_its_latest_put_says_the_same()
    {
        var planner = new ListPlanner([Record(_allow)]);
        planner.See(Standing(_allow) with { IsContested = true });

        Assert.Equal(PlanStepKind.Settle, Assert.Single(planner.Finish().Steps).Kind);
    }

    [Fact]
    public void What_restricts_comes_first_and_goes_last()
    {
        EntryKey oldAllow = _allow with { Resource = "doc:old" }, oldDeny = _deny with { Resource = "doc:old" };
        var oldMembership = _membership with { Parent = new("group:old") };
        var planner = new ListPlanner([Record(_allow), Record(_membership), Record(_deny)], _me, prunes: true);
        planner.See(Standing(oldDeny, "owner:me"));
        planner.See(Standing(oldMembership, "owner:me"));
        planner.See(Standing(oldAllow, "owner:me since 2020"));

        Assert.Equal(
            new RecordKey[] { _deny, oldAllow, _membership, _allow, oldMembership, oldDeny },
            planner.Finish().Steps.Select(step => step.Change.Key));
    }

    [Fact]
    public void Only_the_owners_own_is_pruned_and_what_others_own_is_not_written_over()
    {
        var planner = new ListPlanner([_me.Mark(Record(_allow))], _me, prunes: true);
        planner.See(Standing(_deny, "owner:them"));
        planner.See(Standing(_membership, "owner:me"));
        planner.See(Standing(_deny with { Resource = "doc:c" }, "owner:meme"));
        planner.See(Standing(_deny with { Resource = "doc:d" }, "not owner:me"));
        planner.See(Standing(_allow, "owner:them"));

        var plan = planner.Finish();

        Assert.Equal(_membership, Assert.Single(plan.Steps).Change.Key);
        Assert.Equal("them", Assert.Single(plan.Foreign).Owner.Value);
    }

    [Theory]
    [InlineData("", "owner:me")]
    [InlineData("why", "owner:me why")]
    [InlineData("owner:me why", "owner:me why")]
    [InlineData("owner:Me", "owner:me owner:Me")]
    public void A_mark_stands_before_the_note_once(string note, string marked)
    {

        Assert.Equal(marked, _me.Mark(Record(_allow, note)).Details.Note);
        Assert.Equal(_me, OwnerLabel.Of(marked));
    }

    private static FileRecord Record(RecordKey key, string note = "") => new(key, new Details(Window.Always, note), default);

    private static StandingRecord Standing(RecordKey key, string note = "") => new(key, new Details(Window.Always, note), IsContested: false);
}
