using AuthMesh.Core.Identity;
using AuthMesh.Node.Replication;

namespace AuthMesh.Node.Tests.Replication;

public class PeerQuarantineTests
{
    private static readonly NodeId _peer = NodeId.OfPublicKey([1]), _other = NodeId.OfPublicKey([2]);

    [Fact]
    public void A_peer_is_barred_for_a_minute_and_for_twice_as_long_each_time_up_to_an_hour()
    {
        var quarantine = new PeerQuarantine();
        Assert.Equal(TimeSpan.FromMinutes(1), quarantine.Bar(_peer, now: 0));
        Assert.True(quarantine.IsBarred(_peer, 59_999));
        Assert.False(quarantine.IsBarred(_other, 0));
        Assert.False(quarantine.IsBarred(_peer, 60_000));

        Assert.Equal(TimeSpan.FromMinutes(2), quarantine.Bar(_peer, now: 100_000));
        Assert.True(quarantine.IsBarred(_peer, 219_999));
        for (var i = 0; i < 9; i++)
        {
            quarantine.Bar(_peer, now: 0);
        }

        Assert.Equal(TimeSpan.FromHours(1), quarantine.Bar(_peer, now: 0));
        Assert.Equal(12, quarantine.Failures);
    }

    [Fact]
    public void It_remembers_a_bounded_number_of_peers()
    {
        var quarantine = new PeerQuarantine();
        var peers = Enumerable.Range(0, 2_000).Select(n => NodeId.OfPublicKey(BitConverter.GetBytes(n))).ToList();
        for (var i = 0; i < peers.Count; i++)
        {
            quarantine.Bar(peers[i], now: i);
        }

        Assert.Equal(1_024, peers.Count(p => quarantine.IsBarred(p, now: 2_000)));
    }
}
