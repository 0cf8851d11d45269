using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Lists;

/// <summary>Two sites that change a list while they cannot hear each other: what multi-master directories get wrong.</summary>
public sealed class ConcurrentChangeTests
{
    private const long Hour = 3_600_000;

    private static readonly RecordKey
        _aliceInOps = Member("user:alice"),
        _carolInOps = Member("user:carol"),
        _opsMayRead = new EntryKey(Effect.Allow, "group:ops", "read", "doc:/a"),
        _aliceMayWrite = new EntryKey(Effect.Allow, "user:alice", "write", "doc:/a");

    private readonly Site _paris = new("paris"), _lyon = new("lyon");

    public ConcurrentChangeTests()
    {
        _paris.Write(Change.Put(_aliceInOps), Change.Put(_opsMayRead));
        _paris.Meet(_lyon);
    }

    [Fact]
    public void One_site_removes_a_member_and_the_other_adds_another()
    {
        _paris.Write(Change.Remove(_aliceInOps));
        _lyon.Write(Change.Put(_carolInOps));

        _paris.Meet(_lyon);

        AssertBoth(site =>
        {
            Assert.False(site.Allows("user:alice", "read", "doc:/a"));
            Assert.True(site.Allows("user:carol", "read", "doc:/a"));
            Assert.Equal(Standing.Absent, site.StandingOf(_aliceInOps).Standing);
            Assert.Equal(Standing.InForce, site.StandingOf(_carolInOps).Standing);
        });
    }

    [Fact]
    public void One_site_removes_a_member_and_the_other_later_by_the_clock_puts_her_again_unaware()
    {
        var late = new Site("late", clock: 5 * Hour);
        late.PullFrom(_lyon);
        _paris.Write(Change.Remove(_aliceInOps));
        late.Write(Change.Put(_aliceInOps));

        _lyon.PullFrom(late);
        _paris.Meet(_lyon);

        AssertBoth(site =>
        {
            Assert.False(site.Allows("user:alice", "read", "doc:/a"));
            Assert.Equal(Standing.Contested, site.StandingOf(_aliceInOps).Standing);
        });
    }

    [Fact]
    public void A_contested_member_is_back_once_someone_who_has_seen_both_sides_puts_her()
    {
        _paris.Write(Change.Remove(_aliceInOps));
        _lyon.Write(Change.Put(_aliceInOps));
        _paris.Meet(_lyon);

        _lyon.Write(Change.Put(_aliceInOps));
        _paris.Meet(_lyon);

        AssertBoth(site => Assert.True(site.Allows("user:alice", "read", "doc:/a")));
    }

    [Fact]
    public void A_clock_an_hour_ahead_cannot_keep_an_allow_alive()
    {
        var ahead = new Site("ahead", clock: 1_000_000 + Hour);
        ahead.Write(Change.Put(_aliceMayWrite));
        _paris.PullFrom(ahead);
        Assert.True(_paris.Allows("user:alice", "write", "doc:/a"));

        _paris.Write(Change.Remove(_aliceMayWrite), Change.Put(new EntryKey(Effect.Deny, "user:alice", "write", "doc:/a")));
        ahead.PullFrom(_paris);
        _lyon.PullFrom(ahead);

        AssertBoth(site => Assert.False(site.Allows("user:alice", "write", "doc:/a")), ahead);
    }

    [Fact]
    public void Two_sites_that_make_the_same_change_do_not_disagree()
    {
        _paris.Write(Change.Put(_aliceMayWrite));
        _lyon.Write(Change.Put(_aliceMayWrite));

        _paris.Meet(_lyon);

        AssertBoth(site =>
        {
            Assert.True(site.Allows("user:alice", "write", "doc:/a"));
            Assert.Equal(Standing.InForce, site.StandingOf(_aliceMayWrite).Standing);
        });
    }

    private static MembershipKey Member(string child) => new(new EntityRef(child), new EntityRef("group:ops"));

    private void AssertBoth(Action<Site> claim, params Site[] others)
    {
        foreach (var site in others.Append(_paris).Append(_lyon))
        {
            claim(site);
            Assert.Equal(_paris.StateHash, site.StateHash);
        }
    }
}
