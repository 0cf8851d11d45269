using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>What the simulation takes for dials ahead of their pace: six at short waits, then one in 30 s.</summary>
public sealed class DialPaceTests
{
    private const long Cap = 30_000;

    [Fact]
    public void Six_dials_at_short_waits_and_then_one_in_each_cap_are_ahead_of_nothing() =>
        Assert.Equal(0, AheadBy(100, 600, 1_500, 3_000, 7_000, 15_000, 15_000 + Cap, 15_000 + (2 * Cap)));

    [Fact]
    public void Each_dial_more_at_a_short_wait_is_one_ahead() =>
        Assert.Equal(2, AheadBy(0, 0, 0, 0, 0, 0, 0, 0), precision: 3);

    [Fact]
    public void Who_was_left_alone_for_a_cap_for_each_of_its_dials_begins_anew() =>
        Assert.Equal(0, AheadBy(0, 0, 2 * Cap, 2 * Cap, 2 * Cap, 2 * Cap, 2 * Cap, 2 * Cap));

    [Fact]
    public void Who_was_left_alone_for_less_does_not() =>
        Assert.Equal(2, AheadBy(0, 0, (2 * Cap) - 1, (2 * Cap) - 1, (2 * Cap) - 1, (2 * Cap) - 1, (2 * Cap) - 1, (2 * Cap) - 1), precision: 3);

    [Fact]
    public void For_more_than_six_dials_six_caps_are_enough() =>
        Assert.Equal(1, AheadBy(0, 0, 0, 0, 0, 0, 0, 6 * Cap, 6 * Cap, 6 * Cap, 6 * Cap, 6 * Cap, 6 * Cap), precision: 3);

    private static double AheadBy(params long[] dials)
    {
        var traffic = new Traffic();
        traffic.DialsByPair.Add((1, 2), [.. dials]);
        return new DialPace(new ReplicaOptions()).MostAhead(traffic);
    }
}
