namespace AuthMesh.Client;

/// <summary>One page of a list.</summary>
/// <param name="Next">Give it as <c>cursor</c> for the next page; absent at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
