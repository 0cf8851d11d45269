using System.Security.Cryptography;
using System.Text;

namespace AuthMesh.Transport.Identity;

/// <summary>The file <c>node.key</c> in the data directory: who has it, is the node.</summary>
public static class NodeKeyFile
{
    public const string Name = "node.key";

    private const int MaxSize = 16 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads the key, or at first start makes one. Call while holding the data directory.</summary>
    /// <remarks>A new key is durable when this returns: a node must not come back from a power cut as somebody else.</remarks>
    /// <exception cref="NodeKeyException">The file is there but cannot be trusted or read; nothing was changed.</exception>
    public static NodeKey LoadOrCreate(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, Name);
        try
        {
            return File.Exists(path) ? Load(path) : Create(dataDirectory, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NodeKeyException($"The node's key {path} cannot be read or written: {error.Message}", error);
        }
    }

    private static NodeKey Load(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new NodeKeyException($"The node's key {path} is open to other users of this machine. Make it private (chmod 600), and consider it known if they are not trusted.");
        }

        if (new FileInfo(path).Length > MaxSize)
        {
            throw new NodeKeyException($"The node's key {path} is malformed: it is larger than {MaxSize} bytes. Restore it from a backup.");
        }

        try
        {
            return NodeKey.FromPem(File.ReadAllText(path));
        }
        catch (CryptographicException error)
        {
            throw new NodeKeyException($"The node's key {path} is malformed: {error.Message} Restore it from a backup; without it this node cannot go on as itself.", error);
        }
    }

    /// <summary>Whole or not at all: written aside, forced to disk, then moved to its name.</summary>
    private static NodeKey Create(string dataDirectory, string path)
    {
        var key = NodeKey.Generate();
        var aside = path + ".new";
        File.Delete(aside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(aside, options))
        {
            file.Write(Encoding.ASCII.GetBytes(key.ToPem() + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: false);
        DirectoryEntries.ForceToDisk(dataDirectory);
        return key;
    }
}
