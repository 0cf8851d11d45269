using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Replication;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>What digests name, over random histories of several writers.</summary>
public sealed class NamingTests
{
    private readonly Random _random = new(5);
    private readonly List<(Hash256 Id, Dot Dot, VersionVector Seen)> _batches = [];

    [Fact]
    public void Whatever_is_due_and_was_not_told_is_told_and_nothing_is_claimed_that_does_not_follow()
    {
        for (var round = 0; round < 500; round++)
        {
            Write(batches: 30);
            var (here, peerHas, told) = (Held(_batches.Count), Held(_random.Next(_batches.Count)), Held(_random.Next(_batches.Count)));
            var due = Held(_random.Next(_batches.Count + 1));
            var heads = HeadsOf(here);
            var naming = new Naming(told, SeenOf);
            naming.LeaveOut(heads, peerHas);
            naming.Cover(due, heads, most: 64);

            Assert.True(naming.Told.Covers(due));
            Assert.DoesNotContain(naming.Names, id => peerHas.Covers(heads[id].Dot) || told.Covers(heads[id].Dot));

            // What the peer concludes from what it has, was told and reads now.
            var concluded = naming.Names.Aggregate(told.Join(peerHas), (has, id) => has.Join(SeenOf(id)));
            Assert.True(concluded.Covers(naming.Told));
        }
    }

    [Fact]
    public void A_name_less_would_leave_something_untold()
    {
        for (var round = 0; round < 200; round++)
        {
            Write(batches: 30);
            var (heads, due) = (HeadsOf(Held(_batches.Count)), Held(_random.Next(_batches.Count + 1)));
            var naming = new Naming(VersionVector.Empty, SeenOf);
            naming.Cover(due, heads, most: 64);

            Assert.False(naming.Names.SkipLast(1).Aggregate(VersionVector.Empty, (has, id) => has.Join(SeenOf(id))).Covers(due) && naming.Names.Count > 0);
        }
    }

    [Fact]
    public void What_does_not_fit_is_left_for_the_next_time()
    {
        for (var number = 0; number < 10; number++)
        {
            Add(new Dot(WriterAt(number), 1), VersionVector.Empty);
        }

        var here = Held(_batches.Count);
        var first = new Naming(VersionVector.Empty, SeenOf);
        first.Cover(here, HeadsOf(here), most: 6);
        Assert.Equal(_batches.Take(6).Select(b => b.Id), first.Names);
        Assert.False(first.Told.Covers(here));

        var second = new Naming(first.Told, SeenOf);
        second.Cover(here, HeadsOf(here), most: 6);
        Assert.Equal(_batches.Skip(6).Select(b => b.Id), second.Names);
        Assert.True(second.Told.Covers(here));
    }

    /// <summary>A history in which each batch has seen its writer's last and some others.</summary>
    private void Write(int batches)
    {
        _batches.Clear();
        while (_batches.Count < batches)
        {
            var writer = WriterAt(_random.Next(5));
            var past = _batches.Where(b => b.Dot.Writer == writer || _random.Next(4) == 0).Aggregate(VersionVector.Empty, (seen, b) => seen.Join(b.Seen));
            Add(new Dot(writer, past[writer] + 1), past);
        }
    }

    private void Add(Dot dot, VersionVector past)
    {
        var id = new byte[Hash256.Size];
        _random.NextBytes(id);
        _batches.Add((new Hash256(id), dot, past.With(dot)));
    }

    /// <summary>What a node has that holds the first of them: they are in causal order.</summary>
    private VersionVector Held(int first) => VersionVector.Of(_batches.Take(first).Select(b => b.Dot));

    private Dictionary<Hash256, MaximalBatch> HeadsOf(VersionVector held) => _batches
        .Where(b => held.Covers(b.Dot) && !_batches.Exists(other => other.Id != b.Id && held.Covers(other.Dot) && other.Seen.Covers(b.Dot)))
        .ToDictionary(b => b.Id, b => new MaximalBatch(b.Dot, _batches.IndexOf(b)));

    private VersionVector SeenOf(Hash256 id) => _batches.Find(b => b.Id == id).Seen;

    private static Writer WriterAt(int number) => new(NodeId.OfPublicKey([(byte)number]), new Incarnation(1));
}
