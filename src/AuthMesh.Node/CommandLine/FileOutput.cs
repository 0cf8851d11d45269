namespace AuthMesh.Node.CommandLine;

/// <summary>A file that a command writes, for its owner's eyes only, or standard output. A file appears whole, in place of an older one, or not at all.</summary>
internal sealed class FileOutput : IDisposable
{
    private readonly string? _path;
    private readonly string? _draft;

    private FileOutput(string? path, string? draft, TextWriter text)
    {
        _path = path;
        _draft = draft;
        Text = text;
    }

    public TextWriter Text { get; }

    /// <param name="path"><c>-</c> for standard output.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static FileOutput Open(string path, Terminal terminal)
    {
        if (path == "-")
        {
            return new FileOutput(null, null, terminal.Output);
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            var full = Path.GetFullPath(path);
            var draft = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Path.GetRandomFileName()}");
            return new FileOutput(full, draft, new StreamWriter(draft, options));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UsageException($"{path} cannot be written: {e.Message}");
        }
    }

    /// <summary>Puts what was written in its place.</summary>
    public void Finish()
    {
        Text.Flush();
        if (_draft is not null)
        {
            Text.Dispose();
            File.Move(_draft, _path!, overwrite: true);
        }
    }

    public void Dispose()
    {
        if (_draft is not null)
        {
            Text.Dispose();
            File.Delete(_draft);
        }
    }
}
