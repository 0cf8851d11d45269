using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>When a peer is dialled.</summary>
public sealed class RedialerTests
{
    private static readonly NodeId _peer = NodeId.OfPublicKey([2]);

    /// <summary>Dials at waits that grow, until they are the cap.</summary>
    private const int FirstDials = 6;
    private const int Hour = 3_600_000;
    private readonly ReplicaOptions _options = new();
    private readonly Redialer _redialer;

    public RedialerTests()
    {
        _redialer = new Redialer(NodeId.OfPublicKey([1]), _options, new Jitter(new SeededEntropy(1)));
        Want(true, now: 0);
    }

    [Fact]
    public void A_peer_that_stays_away_is_dialled_at_most_once_in_the_cap_and_without_an_end()
    {
        var dials = DialsThatFailUntil(hours: 2);
        var late = dials.Where(at => at > 120_000).ToList();

        var waits = late.Zip(late.Skip(1), (one, next) => next - one).ToList();
        Assert.InRange(waits.Min(), _options.RedialCap, waits.Max());
        Assert.InRange(waits.Max(), waits.Min(), _options.RedialCap * 5 / 4);
        Assert.True(late[^1] > 7_100_000);
    }

    [Fact]
    public void The_first_dials_come_soon_and_ever_more_rarely()
    {
        var dials = DialsThatFailUntil(hours: 1);
        Assert.InRange(dials.Count(at => at < 10_000), 3, 20);
        Assert.InRange(dials.Count(at => at < 120_000), 5, 30);
    }

    [Fact]
    public void A_peer_that_others_have_met_again_is_dialled_within_two_seconds()
    {
        var now = DialsThatFailUntil(hours: 1)[^1];
        _redialer.Encourage(_peer, now);
        Assert.InRange(_redialer.NextDialAt!.Value, now, now + 2_000);
    }

    [Fact]
    public void A_peer_whose_links_break_after_seconds_is_dialled_again_within_four_and_after_two_on_average()
    {
        DialsThatFailUntil(hours: 1);
        var dials = DialsThatFailUntil(hours: 2, stood: 3_000);
        var waits = dials.Zip(dials.Skip(1), (one, next) => next - one).ToList();
        Assert.InRange(waits.Max(), 0, 4_000);
        Assert.InRange(waits.Average(), 1_800, 2_200); // not at once either
    }

    [Fact]
    public void A_peer_whose_links_break_at_once_is_dialled_as_rarely_as_one_that_is_away()
    {
        var dials = DialsThatFailUntil(hours: 2, stood: 100);
        Assert.InRange(dials.Count, 2 * 60, (2 * 3_600 / 30) + 20);
    }

    [Theory]
    [InlineData(1_000, 1_000)]
    [InlineData(5_000, 20_000)]
    [InlineData(10_000, 45_000)]
    [InlineData(20_000, 100_000)]
    public void A_peer_that_is_given_up_and_wanted_again_and_again_is_dialled_no_more_often_than_one_that_is_wanted_all_the_time(int wanted, int givenUp)
    {
        var dials = 0;
        for (var now = 0; now < Hour; now += 100)
        {
            Want(now % (wanted + givenUp) < wanted, now);
            dials += DialInVain(now);
        }

        Assert.InRange(dials, 10, FirstDials + (Hour / _options.RedialCap));
    }

    [Fact]
    public void A_peer_that_was_given_up_is_neither_dialled_nor_lost_and_comes_back_with_its_wait_and_without_its_failure()
    {
        var now = DialsThatFailUntil(hours: 1)[^1];
        var dialAt = _redialer.NextDialAt!.Value;

        Want(false, now);
        Assert.Null(_redialer.NextDialAt);
        Assert.Null(_redialer.NextLossAt(patience: 1_000, now));
        Assert.Null(_redialer.LastFailure(_peer));
        Assert.False(_redialer.IsLost(_peer, patience: 0, dialAt));
        Assert.Empty(_redialer.Due(dialAt));

        Want(true, now + 10_000);
        Assert.Equal(dialAt, _redialer.NextDialAt);
        Assert.Null(_redialer.LastFailure(_peer));
        Assert.False(_redialer.IsLost(_peer, patience: 1_000, now + 10_999));
        Assert.True(_redialer.IsLost(_peer, patience: 1_000, now + 11_000)); // it waits: others are to be tried in its place
    }

    [Fact]
    public void A_peer_that_was_given_up_long_ago_is_dialled_soon_and_soon_again()
    {
        var now = DialsThatFailUntil(hours: 1)[^1];
        Want(false, now);
        now += (FirstDials + 2) * _options.RedialCap;
        Want(true, now);

        var first = _redialer.NextDialAt!.Value;
        Assert.InRange(first, now, now + 2_000);
        Assert.Equal(1, DialInVain(first));
        Assert.InRange(_redialer.NextDialAt!.Value, first, first + 1_000);
    }

    [Fact]
    public void A_dial_under_way_to_a_peer_that_is_given_up_meanwhile_is_not_made_twice_and_counts()
    {
        DialsThatFailUntil(hours: 1);
        var now = _redialer.NextDialAt!.Value;
        Assert.Single(_redialer.Due(now));

        Want(false, now);
        Want(true, now + 1_000);
        Assert.Null(_redialer.NextDialAt);

        Want(false, now + 2_000);
        _redialer.Lost(_peer, "no answer", stood: 0, now + 5_000);
        Want(true, now + 6_000);
        Assert.InRange(_redialer.NextDialAt!.Value, now + 35_000, now + 43_000);
    }

    [Fact]
    public void A_peer_that_said_nothing_before_its_link_was_given_up_has_been_out_of_reach_since_then()
    {
        const int Patience = 700;
        _redialer.Linked(_peer);
        _redialer.Lost(_peer, "no sign of life", stood: Hour, now: Hour, quietSince: Hour - 2_000);
        Assert.True(_redialer.IsLost(_peer, Patience, now: Hour));

        _redialer.Linked(_peer);
        _redialer.Lost(_peer, "reset", stood: Hour, now: 2 * Hour);
        Assert.False(_redialer.IsLost(_peer, Patience, now: 2 * Hour));
    }

    [Fact]
    public void Who_left_the_roster_is_forgotten()
    {
        var now = DialsThatFailUntil(hours: 1)[^1];
        Want(false, now);
        _redialer.Keep(_ => false);
        Want(true, now);
        Assert.InRange(_redialer.NextDialAt!.Value, now, now + 2_000);
    }

    [Fact]
    public void However_often_others_say_that_a_peer_is_up_it_is_dialled_once_in_the_cap_and_but_one_dial_sooner()
    {
        var dials = new List<long>();
        for (var now = 0; now < Hour; now += 100)
        {
            _redialer.Encourage(_peer, now);
            dials.AddRange(Enumerable.Repeat((long)now, DialInVain(now)));
        }

        var late = dials.Where(at => at > 120_000).ToList();
        Assert.All(late.Zip(late.Skip(2)), two => Assert.InRange(two.Second - two.First, _options.RedialCap, Hour));
        Assert.InRange(dials.Count, 10, FirstDials + 1 + (Hour / _options.RedialCap));
    }

    /// <summary>Dials whenever that is due; each fails, or its link is gone after so many milliseconds.</summary>
    private List<long> DialsThatFailUntil(int hours, long stood = 0)
    {
        var dials = new List<long>();
        while (_redialer.NextDialAt is { } now && now < (long)hours * Hour)
        {
            Assert.Single(_redialer.Due(now));
            dials.Add(now);
            _redialer.Lost(_peer, "no answer", stood, now);
        }

        return dials;
    }

    private void Want(bool wanted, long now) =>
        _redialer.SetPeers(wanted ? new Dictionary<NodeId, string> { [_peer] = "somewhere" } : [], now);

    /// <summary>Dials what is due; it fails at once. How many that were.</summary>
    private int DialInVain(long now)
    {
        var due = _redialer.Due(now).Count();
        if (due > 0)
        {
            _redialer.Lost(_peer, "no answer", stood: 0, now);
        }

        return due;
    }
}
