using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>A membership as it is followed: on the way to allow entries only when certain, on the way to deny entries also when merely possible.</summary>
/// <param name="Certain">When it counts for allowing; lies within <paramref name="Possible"/>.</param>
/// <param name="Possible">When it counts for denying; sorted, disjoint, never empty.</param>
internal readonly record struct Edge(Window Certain, ImmutableArray<Window> Possible);
