using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>Which other neighbours would have had an origin's batches here sooner than the one that feeds them, and when to let one of them show it.</summary>
/// <remarks>
/// <para>A digest says of each batch that became maximal how long ago its sender had applied it. Had the sender pushed it then, it would have been here that much before the digest, for both take the same way. So each end measures whole
/// ways from the origin, with no clock but its own, no message and no second copy. Plumtree prefers who is first in the same sense, but learns it from the copies of a flood.</para>
/// <para>A neighbour that was clearly sooner several times in a row is let race: it feeds this node beside the feeder, and who brings something second is pruned. That is one copy too many for each race. A race that is lost makes
/// the next one against the same neighbour wait for twice as many, and over time races cost at most one copy in <see cref="BatchesForARace"/>. Bounded by the origins that write times the links.</para>
/// </remarks>
/// <param name="clearly">How many milliseconds sooner count; <see cref="int.MaxValue"/> for none.</param>
internal sealed class NearWays(int clearly)
{
    /// <summary>As often in a row a neighbour must have been sooner: chance alone gives less than one race for a million comparisons where delays differ by ten milliseconds.</summary>
    private const int InARow = 6, MostInARow = 1_024;

    /// <summary>For so many batches of an origin there is a race at most; a few at once, for trees that begin.</summary>
    private const int BatchesForARace = 128, SavedRaces = 3;

    private readonly Dictionary<NodeId, Way> _ways = [];

    private sealed class Way
    {
        public long Batches { get; set; }

        public long Races { get; set; }

        public Dictionary<NodeId, (int Row, int Wanted)> Sooner { get; } = [];
    }

    /// <summary>A batch of the origin was pushed to this node for the first time.</summary>
    public void NotePushed(NodeId origin) => WayFrom(origin).Batches++;

    /// <summary>A neighbour would have brought a batch so much sooner than the feeder did, in milliseconds: true when it shall race.</summary>
    public bool Compare(NodeId origin, NodeId neighbour, long sooner)
    {
        var way = WayFrom(origin);
        var (row, wanted) = way.Sooner.GetValueOrDefault(neighbour, (0, InARow));
        row = sooner > clearly ? row + 1 : 0;
        way.Sooner[neighbour] = (row, wanted);
        return row >= wanted && way.Races < SavedRaces + (way.Batches / BatchesForARace);
    }

    /// <summary>A race has begun.</summary>
    public void NoteRace(NodeId origin) => WayFrom(origin).Races++;

    /// <summary>A race is decided: who won it is the one to compare with from now on, who lost it was let race too soon.</summary>
    public void NoteOutcome(NodeId origin, NodeId neighbour, bool won)
    {
        var way = WayFrom(origin);
        if (won)
        {
            way.Sooner.Clear();
        }
        else
        {
            way.Sooner[neighbour] = (0, Math.Min(2 * way.Sooner.GetValueOrDefault(neighbour, (Row: 0, Wanted: InARow)).Wanted, MostInARow));
        }
    }

    /// <summary>Forgets all others: origins that left, and neighbours that are none any more.</summary>
    public void Keep(Func<NodeId, bool> isOrigin, Func<NodeId, bool> isNeighbour)
    {
        foreach (var (origin, way) in _ways.ToList())
        {
            if (!isOrigin(origin))
            {
                _ways.Remove(origin);
            }

            foreach (var gone in way.Sooner.Keys.Where(n => !isNeighbour(n)).ToList())
            {
                way.Sooner.Remove(gone);
            }
        }
    }

    private Way WayFrom(NodeId origin)
    {
        if (!_ways.TryGetValue(origin, out var way))
        {
            _ways.Add(origin, way = new Way());
        }

        return way;
    }
}
