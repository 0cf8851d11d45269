namespace AuthMesh.Core.Access;

/// <summary>What waits at this node.</summary>
/// <param name="PenBatches">Batches that came before their causes.</param>
/// <param name="PenBytes">Their bytes.</param>
/// <param name="HeldWrites">Writes that wait until the node's own journal is confirmed after a start.</param>
public readonly record struct WaitingBatches(int PenBatches, long PenBytes, int HeldWrites);

/// <summary>What a node keeps in memory to be found quickly. Each is bounded: what is oldest goes first, and is read or checked again.</summary>
/// <param name="Pasts">Causal pasts of batches, of all lists.</param>
/// <param name="TailBatches">The latest batches, for pushing, of all lists.</param>
/// <param name="TailBytes">Bytes of these.</param>
/// <param name="Signatures">Ids of batches whose own signatures were checked.</param>
/// <param name="Announced">Ids of maximal batches that peers announced and that are not here, of all links.</param>
/// <param name="PeerLists">Lists at the far ends of links of which something is known, of all links.</param>
public readonly record struct KeptInMemory(int Pasts, long TailBatches, long TailBytes, int Signatures, int Announced, int PeerLists);
