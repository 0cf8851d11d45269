namespace AuthMesh.Core.Decisions;

/// <summary>All names that a request stands for: what it names, and everything that this is a member of.</summary>
/// <param name="Actions">Bare names and '*'.</param>
internal sealed record Reach(NameSet Subjects, NameSet Actions, NameSet Resources);
