using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>When a neighbour that would have been sooner is let race.</summary>
public sealed class NearWaysTests
{
    private const int Clearly = 10, InARow = 6;
    private static readonly NodeId _origin = Node(1), _neighbour = Node(2), _other = Node(3);
    private readonly NearWays _ways = new(Clearly);

    [Fact]
    public void A_neighbour_races_once_it_was_clearly_sooner_several_times_in_a_row()
    {
        Assert.Equal(InARow, ComparisonsUntilARace(_neighbour));
    }

    [Fact]
    public void One_that_is_about_as_near_never_races()
    {
        for (var i = 0; i < 1_000; i++)
        {
            _ways.NotePushed(_origin);
            Assert.False(_ways.Compare(_origin, _neighbour, sooner: i % InARow == 0 ? Clearly : 10 * Clearly));
        }
    }

    [Fact]
    public void Each_race_that_is_lost_makes_the_next_wait_twice_as_long_and_nobody_elses()
    {
        for (var wanted = InARow; wanted <= 8 * InARow; wanted *= 2)
        {
            Assert.Equal(wanted, ComparisonsUntilARace(_neighbour));
            Race(_neighbour, won: false);
            NotePushed(1_000);
        }

        Assert.Equal(InARow, ComparisonsUntilARace(_other));
    }

    [Fact]
    public void However_often_ways_change_races_cost_a_hundredth_of_the_copies_at_most()
    {
        const int batches = 20_000;
        var races = 0;
        for (var i = 0; i < batches; i++)
        {
            _ways.NotePushed(_origin);
            if (_ways.Compare(_origin, _neighbour, 10 * Clearly))
            {
                races++;
                Race(_neighbour, won: true);
            }
        }

        Assert.InRange(races, 10, batches / 100);
    }

    [Fact]
    public void What_is_remembered_of_nodes_that_left_is_forgotten()
    {
        Assert.Equal(InARow, ComparisonsUntilARace(_neighbour));
        Race(_neighbour, won: false);
        _ways.Keep(isOrigin: _ => true, isNeighbour: n => n != _neighbour);
        Assert.Equal(InARow, ComparisonsUntilARace(_neighbour));
    }

    private int ComparisonsUntilARace(NodeId neighbour)
    {
        var comparisons = 1;
        while (!_ways.Compare(_origin, neighbour, Clearly + 1))
        {
            Assert.InRange(++comparisons, 1, 10_000);
        }

        return comparisons;
    }

    private void Race(NodeId neighbour, bool won)
    {
        _ways.NoteRace(_origin);
        _ways.NoteOutcome(_origin, neighbour, won);
    }

    private void NotePushed(int batches)
    {
        for (var i = 0; i < batches; i++)
        {
            _ways.NotePushed(_origin);
        }
    }

    private static NodeId Node(byte number) => NodeId.OfPublicKey([number]);
}
