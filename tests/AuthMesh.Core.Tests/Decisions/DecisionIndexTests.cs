using System.Runtime.CompilerServices;
using AuthMesh.Core.Conditions;
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

    [Fact]
    public void A_request_s_own_properties_win_over_stored_ones_each_by_itself()
    {
        var index = DecisionIndex.Build(
        [
            Allow("user:a", "read", "doc:/a", "subject.properties.role == 'guest' && subject.properties.level == 3"),
            Attribute("user:a", "role", "\"admin\""),
            Attribute("user:a", "level", "3"),
        ]);
        var guest = new RequestFacts(Value.FromJson("""{"role":"guest"}"""), Value.Absent, Value.Absent, Value.Absent);

        Assert.True(index.IsAllowed(new AccessRequest("user:a", "read", "doc:/a", guest), 0));
        Assert.False(index.IsAllowed(new AccessRequest("user:a", "read", "doc:/a"), 0));
    }

    [Fact]
    public void Conditions_see_the_instant_of_the_decision_unless_the_request_tells_the_time()
    {
        var index = DecisionIndex.Build([Allow("user:a", "read", "doc:/a", "context.time < timestamp('1970-01-01T00:00:01Z') && !has(context.day)")]);
        var late = new RequestFacts(Value.Absent, Value.Absent, Value.Absent, Value.Map([KeyValuePair.Create("time", Value.From(DateTimeOffset.UnixEpoch.AddDays(1)))]));

        Assert.True(index.IsAllowed(new AccessRequest("user:a", "read", "doc:/a"), 999));
        Assert.False(index.IsAllowed(new AccessRequest("user:a", "read", "doc:/a"), 1_000));
        Assert.False(index.IsAllowed(new AccessRequest("user:a", "read", "doc:/a", late), 0));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void No_instant_is_too_far_away_to_decide(long instant) =>
        Assert.False(DecisionIndex.Build([Allow("user:a", "read", "doc:/a", "context.time > timestamp('2000-01-01T00:00:00Z') && size(context) == 2")])
            .IsAllowed(new AccessRequest("user:a", "read", "doc:/a"), instant));

    [Fact]
    public void A_check_allocates_nothing()
    {
        var index = DecisionIndex.Build(
        [
            Allow("group:g", "use", "doc:/a/*", "subject.properties.level > 2 && subject.in('group:h') && subject.id == 'a' && 'user' == subject.type"),
            Allow("group:g", "read", "doc:/b"),
            Deny("group:h", "*", "doc:/a/secret*"),
            Member("user:a", "group:g"),
            Member("group:g", "group:h"),
            Member("action:read", "action:use"),
            Attribute("user:a", "level", "3"),
        ]).Under(Worlds.StoredOnly("level", "role"));
        var claims = Value.FromJson("""{"level":9,"role":"admin"}""");
        var claiming = new AccessRequest("user:nobody", "read", "doc:/a/1", new RequestFacts(claims, claims, claims, Value.Absent));
        Assert.True(Allows(index, "user:a", "doc:/a/1"));

        // Code that the runtime has not optimised yet allocates on its own account; what a check allocates would be allocated every time.
        Assert.Contains(0, Enumerable.Range(0, 1_000_000).Select(_ => Allocated()));

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Allows(index, "user:a", "doc:/a/1");
            Allows(index, "user:a", "doc:/a/secret");
            Allows(index, "user:nobody", "doc:/nothing");
            index.IsAllowed(claiming, 0);
            index.IsAllowed(claiming with { Subject = "user:a" }, 0);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Names_that_come_and_go_do_not_stay()
    {
        var index = DecisionIndex.Build([Allow("user:always", "read", "doc:/a")]);
        for (var round = 0; round < Many; round++)
        {
            index = index.With([Allow($"user:{round}", "read", $"doc:/{round}", $"context.round == {round}")]);
            index = index.With([Gone(new EntryKey(Effect.Allow, $"user:{round}", "read", $"doc:/{round}", $"context.round == {round}"))]);
        }

        Assert.True(Allows(index, "user:always", "doc:/a"));
        Assert.InRange(index.Words.Count, 1, Many);
        Assert.InRange(index.Places.Length, 1, Many);
    }

    [Fact]
    public void A_name_that_is_subject_and_resource_at_once_is_not_taken_for_the_other()
    {
        var index = DecisionIndex.Build([Allow("group:a", "read", "group:b"), Allow("group:b", "read", "doc:*"), Allow("group:c", "read", "group:*")]);

        Assert.True(Allows(index, "group:a", "group:b"));
        Assert.True(Allows(index, "group:b", "doc:/x"));
        Assert.True(Allows(index, "group:c", "group:b"));
        Assert.False(Allows(index, "group:b", "group:a"));
        Assert.False(Allows(index, "group:a", "doc:/x"));
    }

    [Fact]
    public async Task Readers_see_whole_versions_while_a_writer_adds_names()
    {
        var current = (Version: 0, Index: DecisionIndex.Build([Allow("user:0", "read", "doc:/0")]));
        var shown = new StrongBox<(int Version, DecisionIndex Index)>[1];
        shown[0] = new(current);
        var ended = false;
        var reader = Task.Run(() =>
        {
            while (!Volatile.Read(ref ended))
            {
                var (version, index) = Volatile.Read(ref shown[0]).Value;
                Assert.True(Allows(index, $"user:{version}", $"doc:/{version}"));
                Assert.False(Allows(index, $"user:{version + 1}", $"doc:/{version + 1}"));
                Assert.False(version > 0 && Allows(index, $"user:{version - 1}", $"doc:/{version - 1}"));
            }
        }, TestContext.Current.CancellationToken);

        for (var version = 1; version < Many && !reader.IsCompleted; version++)
        {
            current = (version, current.Index.With(
            [
                Allow($"user:{version}", "read", $"doc:/{version}"),
                Gone(new EntryKey(Effect.Allow, $"user:{version - 1}", "read", $"doc:/{version - 1}")),
            ]));
            Volatile.Write(ref shown[0], new(current));
        }

        Volatile.Write(ref ended, true);
        await reader;
    }

    private static bool Allows(DecisionIndex index, string subject, string resource) => index.IsAllowed(new AccessRequest(subject, "read", resource), 0);

    private static ListRecord Allow(string subject, string action, string resource, string condition = "") =>
        InForce(new EntryKey(Effect.Allow, subject, action, resource, condition));

    private static ListRecord Deny(string subject, string action, string resource) => InForce(new EntryKey(Effect.Deny, subject, action, resource));

    private static ListRecord Member(string child, string parent) => InForce(new MembershipKey(new EntityRef(child), new EntityRef(parent)));

    private static ListRecord Attribute(string entity, string name, string json) =>
        InForce(new AttributeKey(new EntityRef(entity), name), new Details(Window.Always, Value: json));

    private static ListRecord InForce(RecordKey key, Details? details = null) =>
        new(key, [new Head(_dot, default, 0, default, ChangeOperation.Put, details ?? Details.None, "admin:test")]);

    private static ListRecord Gone(RecordKey key) => new(key, [new Head(_dot, default, 0, default, ChangeOperation.Remove, Details.None, "admin:test")]);
}
