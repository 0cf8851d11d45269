namespace AuthMesh.Node.Exchange;

/// <summary>The file cannot be read on from here: it is not of its format, or beyond a limit.</summary>
internal sealed class FileSyntaxException(Position at, string message) : Exception(message)
{
    public Position At { get; } = at;
}
