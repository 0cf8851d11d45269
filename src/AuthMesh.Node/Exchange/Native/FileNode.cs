namespace AuthMesh.Node.Exchange.Native;

/// <summary>A value of a native file, the same for YAML and JSON.</summary>
internal abstract record FileNode(Position At);

/// <summary>A text, or a literal of JSON.</summary>
/// <param name="Literal">JSON of a number, <c>true</c>, <c>false</c> or <c>null</c>; null for a text.</param>
/// <param name="Ambiguous">A bare word of YAML that readers take for different things (<c>no</c>, <c>010</c>).</param>
internal sealed record FileScalar(Position At, string Text, string? Literal = null, bool Ambiguous = false) : FileNode(At);

/// <summary>A sequence.</summary>
internal sealed record FileList(Position At, IReadOnlyList<FileNode> Items) : FileNode(At);

/// <summary>A mapping, whose keys are texts and differ.</summary>
internal sealed record FileMap(Position At, IReadOnlyList<FileMember> Members) : FileNode(At);

/// <summary>A member of a mapping.</summary>
internal readonly record struct FileMember(FileScalar Key, FileNode Value);
