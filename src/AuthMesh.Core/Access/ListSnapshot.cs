using System.Collections.Immutable;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Core.Access;

/// <summary>One state of a list at this node, complete and immutable: what checks read.</summary>
/// <param name="Ready">False until the list was received once: then no question is answered.</param>
/// <param name="UpgradeRequired">The list holds changes of a kind that this version does not know, or has settings that it cannot read.</param>
/// <param name="StateHash">SHA-256 of the state sum; equal on all nodes of equal version.</param>
public sealed record ListSnapshot(
    ListName List,
    bool Ready,
    bool UpgradeRequired,
    VersionToken Version,
    ImmutableArray<Tip> Vector,
    Hash256 StateHash,
    ListCounts Counts,
    DecisionIndex Index,
    Inventory Inventory)
{
    /// <summary>Those that the index answers by.</summary>
    public ListSettings Settings { get; init; } = ListSettings.Default;
}
