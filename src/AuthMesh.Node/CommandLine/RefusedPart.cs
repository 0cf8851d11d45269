namespace AuthMesh.Node.CommandLine;

/// <summary>A place in a file that is refused.</summary>
internal sealed record RefusedPart(string File, long Line, long Column, string Message);
