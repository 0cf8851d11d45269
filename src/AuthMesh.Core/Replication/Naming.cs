using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;

namespace AuthMesh.Core.Replication;

/// <summary>Chooses as few maximal batches as tell a peer of all that it may lack and that has been here for a while.</summary>
/// <remarks>
/// A name says "I have this batch and its past". Under constant writes nearly all that is maximal was written within the last link delays; each such batch covers nearly all that is older, and will be covered by what
/// comes next. So one name does, as a rule, however many are under way. The oldest go first: their pushes are the likeliest to have arrived where they are named.
/// </remarks>
/// <param name="told">What the peer was told before.</param>
/// <param name="seen">A batch of this node and its past.</param>
internal sealed class Naming(VersionVector told, Func<Hash256, VersionVector> seen)
{
    /// <summary>What the peer has been told that this node has, or need not be told.</summary>
    public VersionVector Told { get; private set; } = told;

    public List<Hash256> Names { get; } = [];

    /// <summary>What the peer has, it need not be told, nor what is in the past of that.</summary>
    public void LeaveOut(IReadOnlyDictionary<Hash256, MaximalBatch> heads, VersionVector peerHas)
    {
        foreach (var (id, _) in heads.Where(h => peerHas.Covers(h.Value.Dot)))
        {
            Told = Told.Join(seen(id));
        }
    }

    /// <summary>Names batches, so many at most, until what is due is told.</summary>
    public void Cover(VersionVector due, IReadOnlyDictionary<Hash256, MaximalBatch> heads, int most)
    {
        foreach (var (id, _) in heads.Where(h => !Told.Covers(h.Value.Dot)).OrderBy(h => h.Value.Position).TakeWhile(_ => Names.Count < most && !Told.Covers(due)))
        {
            Names.Add(id);
            Told = Told.Join(seen(id));
        }
    }
}
