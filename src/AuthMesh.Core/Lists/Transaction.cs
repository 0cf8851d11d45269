using System.Collections.Immutable;

namespace AuthMesh.Core.Lists;

/// <summary>One or more changes of one list, applied whole or not at all.</summary>
/// <param name="Actor">Who asks, e.g. <c>admin:anna</c> or <c>token:ci</c>.</param>
/// <param name="Note">Empty for none.</param>
public sealed record Transaction(string Actor, string Note, ImmutableArray<Change> Changes);
