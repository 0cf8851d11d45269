using System.Collections.Immutable;

namespace AuthMesh.Core.Decisions;

/// <summary>Some of what a search finds.</summary>
/// <param name="Found">Entities as <c>type:id</c>, actions as <c>action:NAME</c>; in ordinal order.</param>
/// <param name="Last">The entity up to which was looked, when there may be more after it; null at the end.</param>
public sealed record SearchPage(ImmutableArray<string> Found, string? Last);
