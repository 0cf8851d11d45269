using AuthMesh.Node.Exchange;

namespace AuthMesh.Node.CommandLine;

/// <summary>A file that a command reads, or standard input.</summary>
internal sealed record FileInput(string Name, byte[] Bytes)
{
    /// <param name="path"><c>-</c> for standard input.</param>
    /// <exception cref="UsageException">It cannot be read, or is too long.</exception>
    public static FileInput Read(string path, Terminal terminal)
    {
        var name = path == "-" ? "standard input" : path;
        try
        {
            using var stream = path == "-" ? terminal.OpenInput() : File.OpenRead(path);
            return new FileInput(name, FileBytes.Read(stream));
        }
        catch (FileSyntaxException e)
        {
            throw new UsageException($"{name}: {e.Message}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new UsageException($"{name} cannot be read: {e.Message}");
        }
    }
}
