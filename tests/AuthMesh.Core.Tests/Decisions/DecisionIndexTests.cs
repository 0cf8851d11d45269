using AuthMesh.Core.Decisions;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Tests.Lists;

namespace AuthMesh.Core.Tests.Decisions;

/// <summary>Lists too large to write down.</summary>
public sealed class DecisionIndexTests
{
    private const int Many = 10_000;

    private static readonly Dot _dot = new(new Site("site").Writer, 1);

    [Fact]
    public void A_question_may_stand_below_many_levels_of_groups()
    {
        var index = DecisionIndex.Build(Enumerable.Range(0, Many).Select(level => Member($"group:{level}", $"group:{level + 1}"))
            .Append(Allow($"group:{Many}", "read", "doc:/a")));

        Assert.True(Allows(index, "group:0", "doc:/a"));
        Assert.False(Allows(index, "group:x", "doc:/a"));
    }

    [Fact]
    public void A_subject_may_be_in_very_many_groups_and_a_group_have_very_many_members()
    {
        var index = DecisionIndex.Build(Enumerable.Range(0, Many).SelectMany(number => new[]
        {
            Member("user:everywhere", $"group:{number}"),
            Member($"user:{number}", "group:all"),
        }).Append(Allow("group:9999", "read", "doc:/a")).Append(Allow("group:all", "read", "doc:/b")));

        Assert.True(Allows(index, "user:everywhere", "doc:/a"));
        Assert.True(Allows(index, "user:9999", "doc:/b"));
        Assert.False(Allows(index, "user:everywhere", "doc:/b"));
    }

    [Fact]
    public void A_change_costs_the_same_at_a_subject_with_very_many_entries()
    {
        var hot = DecisionIndex.Build(Enumerable.Range(0, Many).SelectMany(number => new[]
        {
            Allow("user:hot", "read", $"doc:/{number}"),
            Allow("*", "read", $"doc:/{number}/*"),
            Allow($"user:{number}*", "read", "doc:/x"),
            Member("user:hot", $"group:{number}"),
            Member($"user:{number}", "group:all"),
        }));
        ListRecord[] changes = [Allow("user:hot", "read", "doc:/new"), Allow("*", "read", "doc:/new/*"), Member("user:hot", "group:new"), Member("user:new", "group:all")];
        hot.With(changes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var changed = hot.With(changes);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(Allows(changed, "user:hot", "doc:/new"));
        Assert.False(Allows(hot, "user:hot", "doc:/new"));
        Assert.InRange(allocated, 1, 40_000);
    }

    [Fact]
    public void An_effect_that_this_version_does_not_know_denies()
    {
        var index = DecisionIndex.Build([Allow("*", "read", "doc:*"), InForce(new EntryKey((Effect)3, "user:a", "read", "doc:/a"))]);

        Assert.False(Allows(index, "user:a", "doc:/a"));
        Assert.True(Allows(index, "user:b", "doc:/a"));
    }

    [Fact]
    public void A_question_without_names_is_denied() => Assert.False(DecisionIndex.Build([Allow("*", "*", "*")]).IsAllowed(default, 0));

    private static bool Allows(DecisionIndex index, string subject, string resource) => index.IsAllowed(new AccessRequest(subject, "read", resource), 0);

    private static ListRecord Allow(string subject, string action, string resource) => InForce(new EntryKey(Effect.Allow, subject, action, resource));

    private static ListRecord Member(string child, string parent) => InForce(new MembershipKey(new EntityRef(child), new EntityRef(parent)));

    private static ListRecord InForce(RecordKey key) => new(key, [new Head(_dot, default, 0, default, ChangeOperation.Put, Details.None, "admin:test")]);
}
