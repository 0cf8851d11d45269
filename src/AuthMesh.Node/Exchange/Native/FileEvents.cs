namespace AuthMesh.Node.Exchange.Native;

/// <summary>Walks over the steps of a native file, building trees of the parts that are wanted whole.</summary>
internal sealed class FileEvents : IDisposable
{
    /// <summary>The deepest nesting: an attribute's value in an item of a section, and some room.</summary>
    public const int MaxDepth = 48;

    private readonly IEnumerator<FileEvent> _events;
    private readonly FileProblems _problems;

    public FileEvents(IEnumerable<FileEvent> events, FileProblems problems)
    {
        _events = events.GetEnumerator();
        _problems = problems;
        Next();
    }

    /// <summary>The step that waits.</summary>
    public FileEvent Current => _events.Current;

    /// <summary>Goes on; the last step is <see cref="FileEventKind.End"/>.</summary>
    public void Next()
    {
        if (!_events.MoveNext())
        {
            throw new InvalidOperationException("There is no step after the end.");
        }
    }

    /// <summary>True, and past it, when the step that waits is of this kind.</summary>
    public bool TryTake(FileEventKind kind)
    {
        if (Current.Kind != kind)
        {
            return false;
        }

        Next();
        return true;
    }

    /// <summary>The value that begins here, whole.</summary>
    public FileNode ReadNode()
    {
        var start = Current;
        Next();
        return start.Kind switch
        {
            FileEventKind.Scalar => start.Scalar!,
            FileEventKind.ListStart => new FileList(start.At, ReadItems()),
            FileEventKind.MapStart => new FileMap(start.At, ReadMembers()),
            _ => throw new FileSyntaxException(start.At, "a value is missing here"),
        };
    }

    /// <summary>The key that waits, which is a text.</summary>
    public FileScalar ReadKey()
    {
        if (Current is not { Kind: FileEventKind.Scalar, Scalar: { } key })
        {
            throw new FileSyntaxException(Current.At, "a key is a plain text");
        }

        Next();
        return key;
    }

    private List<FileNode> ReadItems()
    {
        var items = new List<FileNode>();
        while (!TryTake(FileEventKind.ListEnd))
        {
            items.Add(ReadNode());
        }

        return items;
    }

    private List<FileMember> ReadMembers()
    {
        var members = new List<FileMember>();
        var names = new HashSet<string>();
        while (!TryTake(FileEventKind.MapEnd))
        {
            var key = ReadKey();
            var value = ReadNode();
            if (names.Add(key.Text))
            {
                members.Add(new FileMember(key, value));
            }
            else
            {
                _problems.Add(key.At, $"the key '{key.Text}' stands here twice");
            }
        }

        return members;
    }

    public void Dispose() => _events.Dispose();
}
