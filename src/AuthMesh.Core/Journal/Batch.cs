using System.Collections.Immutable;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Journal;

/// <summary>One or more transactions of one writer in one list, hashed and signed as a whole: the unit that travels. Decoded; see <see cref="BatchCodec"/>.</summary>
/// <param name="Mesh">Null only in the founding batch, whose id becomes the mesh's.</param>
/// <param name="Previous">Id of the writer's batch before; null when <paramref name="Dot"/> has seq 1.</param>
/// <param name="Dependencies">Ids of the maximal batches of this list that the author had applied, beside <paramref name="Previous"/>.</param>
/// <param name="MeshDependencies">Ids of the author's frontier in <c>mesh</c>; empty in <c>mesh</c> itself.</param>
/// <param name="HasUnknownKinds">It holds something that this version cannot read: the list then answers nothing until an upgrade.</param>
public sealed record Batch(
    MeshId? Mesh,
    ListName List,
    Dot Dot,
    Hash256? Previous,
    ImmutableArray<Hash256> Dependencies,
    ImmutableArray<Hash256> MeshDependencies,
    HybridTimestamp Time,
    ImmutableArray<Transaction> Transactions,
    bool HasUnknownKinds = false)
{
    /// <summary>All ids that must be applied before this batch.</summary>
    public IEnumerable<Hash256> Causes => Dependencies.Concat(MeshDependencies).Concat(Previous is { } previous ? [previous] : []);
}
