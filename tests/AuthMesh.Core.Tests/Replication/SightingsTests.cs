using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Replication;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>What digests say about batches that are not here yet.</summary>
public sealed class SightingsTests
{
    private static readonly NodeId _near = NodeId.OfPublicKey([1]), _far = NodeId.OfPublicKey([2]);
    private readonly Hash256 _batch = NodeId.OfPublicKey([4]).Value, _other = NodeId.OfPublicKey([5]).Value;
    private readonly Sightings _sightings = new();

    [Fact]
    public void Of_a_batch_that_is_not_here_yet_is_kept_when_each_neighbour_would_first_have_brought_it()
    {
        _sightings.NoteMark(UnderWay.BeginningOf(_batch), _near, 100);
        _sightings.NoteMark(UnderWay.BeginningOf(_batch), _far, 150);
        _sightings.NoteMark(UnderWay.BeginningOf(_batch), _near, 300);

        Assert.Equal([(_near, 100L), (_far, 150L)], _sightings.Marks(_batch).Select(m => (m.Key, m.Value)));
        Assert.Empty(_sightings.Marks(_other));
    }

    [Fact]
    public void Of_a_batch_that_is_here_nothing_is_kept()
    {
        _sightings.NoteApplied(_batch, 50);
        _sightings.NoteMark(UnderWay.BeginningOf(_batch), _near, 100);

        Assert.Empty(_sightings.Marks(_batch));
    }

    [Fact]
    public void Who_makes_batches_up_makes_a_node_keep_only_so_many()
    {
        _sightings.NoteMark(UnderWay.BeginningOf(_batch), _near, 100);
        for (var i = 0u; i < 512; i++)
        {
            _sightings.NoteMark(i, _near, 100);
        }

        Assert.Empty(_sightings.Marks(_batch));
    }
}
