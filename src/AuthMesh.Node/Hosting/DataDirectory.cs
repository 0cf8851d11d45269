using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>The folder with everything that this node keeps. Storage makes it and holds it for one process at a time.</summary>
internal sealed class DataDirectory(IOptions<NodeOptions> options)
{
    private readonly Lazy<string> _fullPath = new(() => Path.GetFullPath(options.Value.DataDirectory));

    /// <summary>Absolute; stays the same when the current directory changes.</summary>
    public string FullPath => _fullPath.Value;

    /// <summary>Writes a small file that only its owner may read; a file of this name is replaced, whole or not at all.</summary>
    public void WritePrivate(string name, string text)
    {
        var aside = PathOf(name + ".new");
        File.Delete(aside);
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(aside, creation))
        {
            writer.WriteLine(text);
        }

        File.Move(aside, PathOf(name), overwrite: true);
    }

    /// <summary>Removes a file; done also when it is not there.</summary>
    public void Remove(string name) => File.Delete(PathOf(name));

    /// <summary>The path of a file or folder in it.</summary>
    public string PathOf(string name) => Path.Combine(FullPath, name);
}
