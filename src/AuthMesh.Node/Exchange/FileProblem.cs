namespace AuthMesh.Node.Exchange;

/// <summary>Something in a file that is refused.</summary>
/// <param name="File">Which file: the one named, or a model beside it.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
internal sealed record FileProblem(string File, Position At, string Message)
{
    public override string ToString() => $"{File}:{At}: {Message}";
}
