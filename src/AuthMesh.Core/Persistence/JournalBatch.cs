using System.Collections.Immutable;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Persistence;

/// <summary>A batch as the journal keeps it: the bytes as received, and what was worked out of them when it was applied.</summary>
/// <param name="Body">The signed bytes, never re-encoded.</param>
/// <param name="Signature">64 bytes.</param>
/// <param name="Past">What the author had seen, as kept for <see cref="Dot"/>.</param>
/// <param name="Position">The place in this node's order of application within the list, from 1; 0 before the store gave it one.</param>
public sealed record JournalBatch(ListName List, Dot Dot, Hash256 Id, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Signature, StoredPast Past, long Position = 0);

/// <summary>A batch's causal past in stored form: whole at a checkpoint, else what advanced since the writer's previous batch.</summary>
/// <param name="List">Seen dots of the batch's own list.</param>
/// <param name="Mesh">Seen dots of <c>mesh</c>; empty for batches of <c>mesh</c>.</param>
public sealed record StoredPast(bool IsCheckpoint, ImmutableArray<Dot> List, ImmutableArray<Dot> Mesh);
