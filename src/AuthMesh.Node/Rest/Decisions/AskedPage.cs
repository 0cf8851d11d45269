namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Which page of a search is asked for.</summary>
/// <param name="Token">As the page before gave it; null for the first page.</param>
/// <param name="Limit">The most results wanted; null to leave it to the node.</param>
internal sealed record AskedPage(string? Token, int? Limit);
