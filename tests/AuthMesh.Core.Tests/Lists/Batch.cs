using System.Collections.Immutable;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Tests.Lists;

/// <summary>What matters of a batch for merging: its place, what its author had seen, and its changes.</summary>
public sealed record Batch(Dot Dot, Hash256 Id, VersionVector Past, HybridTimestamp Time, bool DenyOnly, ImmutableArray<Change> Changes)
{
    /// <summary>The heads that its changes would be.</summary>
    public IEnumerable<(RecordKey Key, Head Head)> Heads => Changes.Select((change, index) =>
        (change.Key, new Head(Dot, Id, index, Time, change.Operation, change.Details, "admin:test", DenyOnly)));
}
