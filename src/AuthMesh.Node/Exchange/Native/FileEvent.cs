namespace AuthMesh.Node.Exchange.Native;

/// <summary>A step through a native file: so that a long one is never held as a tree.</summary>
/// <param name="Scalar">Of a scalar, which may be the key of a mapping.</param>
internal readonly record struct FileEvent(FileEventKind Kind, Position At, FileScalar? Scalar = null);

/// <summary>What a step is.</summary>
internal enum FileEventKind
{
    Scalar,
    ListStart,
    ListEnd,
    MapStart,
    MapEnd,
    End,
}
