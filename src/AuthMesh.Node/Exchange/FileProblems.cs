namespace AuthMesh.Node.Exchange;

/// <summary>Everything that is wrong with a file, told at once. The first <see cref="MostKept"/> are kept, all are counted.</summary>
internal sealed class FileProblems(string file)
{
    public const int MostKept = 1000;

    private readonly List<FileProblem> _kept = [];

    /// <summary>The file that problems are about unless they say otherwise.</summary>
    public string File => file;

    public int Count { get; private set; }

    public IReadOnlyList<FileProblem> Kept => _kept;

    public void Add(Position at, string message) => Add(file, at, message);

    public void Add(string otherFile, Position at, string message)
    {
        Count++;
        if (_kept.Count < MostKept)
        {
            _kept.Add(new FileProblem(otherFile, at, message));
        }
    }
}
