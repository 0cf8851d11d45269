namespace AuthMesh.Node.Rest.Decisions;

/// <summary>One of several questions.</summary>
/// <param name="Error">What is of a wrong type in it, as a sentence; null when nothing is. Such an item is denied at its place.</param>
internal readonly record struct AskedItem(AskedQuestion Question, string? Error);
