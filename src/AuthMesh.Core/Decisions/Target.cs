namespace AuthMesh.Core.Decisions;

/// <summary>The place of entries under their subject, as numbers of the <see cref="Vocabulary"/>.</summary>
internal readonly record struct Target(int Action, int Resource);
