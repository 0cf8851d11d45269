using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Access;

/// <summary>What shall be set for a list.</summary>
/// <param name="StoredOnly">All attributes of which only the stored value shall count; null leaves them as they are.</param>
/// <param name="Resolve">Settle a setting about which sites disagree; without it such a setting is not changed.</param>
public sealed record ListConfiguration(ListName List, ImmutableArray<string>? StoredOnly, bool Resolve = false);
