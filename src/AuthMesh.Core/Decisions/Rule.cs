using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>What is left of an entry at its place in the table: what tells it from others of the same place, and when it counts.</summary>
/// <param name="Windows">Sorted and disjoint, never empty.</param>
internal readonly record struct Rule(string Condition, string Unknown, ImmutableArray<Window> Windows)
{
    /// <summary>True when the rule counts at the instant (Unix milliseconds).</summary>
    public bool HoldsAt(long instant) => Windows.HoldAt(instant);

    /// <summary>True for the rule of this entry, given the place.</summary>
    public bool IsOf(EntryKey key) => Condition == key.Condition && Unknown == key.Unknown;
}
