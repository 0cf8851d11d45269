using System.Collections.Immutable;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Persistence;

/// <summary>What a node keeps about one list beside its journal and records.</summary>
/// <param name="Ready">False until the list was received once after joining; a list that is not ready answers nothing.</param>
/// <param name="Frontier">Ids of the maximal batches applied.</param>
/// <param name="StateSum">The 256 bytes of the state hash's running sum.</param>
public sealed record StoredList(ListName List, bool Ready, ImmutableArray<Hash256> Frontier, ReadOnlyMemory<byte> StateSum, ListCounts Counts);

/// <summary>How many records of a list have a put among their heads, by kind, and how many are contested.</summary>
public readonly record struct ListCounts(long Entries, long Memberships, long Attributes, long Conflicts, long Batches);
