namespace AuthMesh.Client;

/// <summary>Changes of one list, applied whole or not at all.</summary>
/// <param name="Changes">1 to 10,000; the whole request at most 1 MiB.</param>
/// <param name="Note">Why; at most 1,024 characters.</param>
/// <param name="IfVersion">Refuse with <c>version_conflict</c> when a touched record has a head that this version does not cover.</param>
/// <param name="Resolve">Settle contested records that are touched; without it they refuse the transaction with <c>contested</c>.</param>
/// <param name="WaitFor">Answer when so many nodes have applied it, or 202 after a limit; the change stands either way.</param>
public sealed record TransactionRequest(
    IReadOnlyList<ListChange> Changes, string? Note = null, string? IfVersion = null, bool? Resolve = null, WaitFor? WaitFor = null);

/// <summary>A transaction that is durable at the node that answers.</summary>
/// <param name="Version">The list's version with the transaction applied.</param>
/// <param name="Dot">Where it stands in the journal; absent when nothing had to change.</param>
/// <param name="Applied">With <c>waitFor</c>: ids of the nodes that are known to have applied it.</param>
/// <param name="Waiting">With <c>waitFor</c>: ids of the others.</param>
public sealed record TransactionResult(string Version, string? Dot, IReadOnlyList<string>? Applied = null, IReadOnlyList<string>? Waiting = null);

/// <summary>Which nodes are known to have applied a batch.</summary>
public sealed record ReceiptsItem(IReadOnlyList<string> Applied, IReadOnlyList<string> Waiting);
