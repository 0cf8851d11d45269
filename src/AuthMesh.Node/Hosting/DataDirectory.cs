using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>The folder with everything that this node keeps, held by one running node at a time.</summary>
/// <remarks>The hold is a lock of the operating system on <c>node.lock</c>: it ends with the process, however that ends.</remarks>
internal sealed class DataDirectory : IDisposable
{
    private const string LockName = "node.lock";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    /// <summary>Opens the folder for this process alone, creating it when it is missing.</summary>
    /// <exception cref="RefusedStartException">Another node uses it, or it cannot be used.</exception>
    public DataDirectory(IOptions<NodeOptions> options)
    {
        FullPath = Path.GetFullPath(options.Value.DataDirectory);
        Create(FullPath);
        _lock = Lock(FullPath);
    }

    /// <summary>Absolute.</summary>
    public string FullPath { get; }

    /// <summary>The path of a file in the folder.</summary>
    public string File(string name) => Path.Combine(FullPath, name);

    /// <summary>Writes a small file that only its owner may read; a file of this name is replaced, whole or not at all.</summary>
    public void WritePrivate(string name, string text)
    {
        var temporary = File(name + ".new");
        System.IO.File.Delete(temporary);
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(temporary, creation))
        {
            writer.WriteLine(text);
        }

        System.IO.File.Move(temporary, File(name), overwrite: true);
    }

    /// <summary>Removes a file; done also when it is not there.</summary>
    public void Remove(string name) => System.IO.File.Delete(File(name));

    public void Dispose() => _lock.Dispose();

    private static void Create(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else if (!Directory.Exists(path))
            {
                Directory.CreateDirectory(path, OwnerOnly);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedStartException($"{NodeOptions.Section}:DataDirectory is '{path}', which cannot be created: {e.Message}", e);
        }
    }

    private static FileStream Lock(string path)
    {
        var file = Path.Combine(path, LockName);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (System.IO.File.Exists(file))
        {
            throw new RefusedStartException($"The data directory '{path}' is in use by another node on this machine. Stop that one, or give this one a directory of its own with --data.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedStartException($"{NodeOptions.Section}:DataDirectory is '{path}', which cannot be written: {e.Message}", e);
        }
    }
}
