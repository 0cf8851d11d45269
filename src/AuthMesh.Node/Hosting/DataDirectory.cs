using AuthMesh.Storage;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>The folder with everything that this node keeps, held by one running node at a time.</summary>
internal sealed class DataDirectory(IOptions<NodeOptions> options) : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lazy<DataDirectoryLock> _lock = new(() => Acquire(options.Value.DataDirectory));

    /// <summary>The right to use the folder: taken when first asked for, which creates the folder when it is missing.</summary>
    /// <exception cref="RefusedStartException">Another node uses it, or it cannot be used.</exception>
    public DataDirectoryLock Lock => _lock.Value;

    /// <summary>Absolute.</summary>
    public string FullPath => Lock.Directory;

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
            creation.UnixCreateMode = OwnerOnly;
        }

        using (var writer = new StreamWriter(temporary, creation))
        {
            writer.WriteLine(text);
        }

        System.IO.File.Move(temporary, File(name), overwrite: true);
    }

    /// <summary>Removes a file; done also when it is not there.</summary>
    public void Remove(string name) => System.IO.File.Delete(File(name));

    public void Dispose()
    {
        if (_lock.IsValueCreated)
        {
            Lock.Dispose();
        }
    }

    private static DataDirectoryLock Acquire(string path)
    {
        try
        {
            return DataDirectoryLock.Acquire(path);
        }
        catch (DataDirectoryInUseException e)
        {
            throw new RefusedStartException($"{e.Message} Stop that one, or choose another with --data.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedStartException($"{NodeOptions.Section}:DataDirectory is '{path}', which cannot be used: {e.Message}", e);
        }
    }
}
