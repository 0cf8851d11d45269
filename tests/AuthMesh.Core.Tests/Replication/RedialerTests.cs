using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>When a peer is dialled.</summary>
public sealed class RedialerTests
{
    private static readonly NodeId _peer = NodeId.OfPublicKey([2]);
    private readonly ReplicaOptions _options = new();
    private readonly Redialer _redialer;

    public RedialerTests()
    {
        _redialer = new Redialer(NodeId.OfPublicKey([1]), _options, new Jitter(new SeededEntropy(1)));
        _redialer.SetPeers(new Dictionary<NodeId, string> { [_peer] = "somewhere" }, now: 0);
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
    public void A_peer_whose_links_break_after_seconds_is_dialled_again_within_four()
    {
        DialsThatFailUntil(hours: 1);
        var dials = DialsThatFailUntil(hours: 2, stood: 3_000);
        Assert.All(dials.Zip(dials.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, 4_000));
    }

    [Fact]
    public void A_peer_whose_links_break_at_once_is_dialled_as_rarely_as_one_that_is_away()
    {
        var dials = DialsThatFailUntil(hours: 2, stood: 100);
        Assert.InRange(dials.Count, 2 * 60, (2 * 3_600 / 30) + 20);
    }

    /// <summary>Dials whenever that is due; each fails, or its link is gone after so many milliseconds.</summary>
    private List<long> DialsThatFailUntil(int hours, long stood = 0)
    {
        var dials = new List<long>();
        while (_redialer.NextDialAt is { } now && now < hours * 3_600_000L)
        {
            Assert.Single(_redialer.Due(now));
            dials.Add(now);
            _redialer.Lost(_peer, "no answer", stood, now);
        }

        return dials;
    }
}
