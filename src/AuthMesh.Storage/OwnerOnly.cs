namespace AuthMesh.Storage;

/// <summary>Files and directories that nobody but their owner may read. On Windows the user's profile sees to that.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the directory unless it is there.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, FileMode | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Makes an empty file unless it is there.</summary>
    public static void CreateFile(string path) => Open(path, System.IO.FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose();

    /// <summary>Opens or makes a file that no other process can open meanwhile; an <see cref="IOException"/> when one has it.</summary>
    public static FileStream OpenExclusive(string path) => Open(path, System.IO.FileMode.OpenOrCreate, FileShare.None);

    /// <summary>Replaces a small file.</summary>
    public static void WriteText(string path, string text)
    {
        using var writer = new StreamWriter(Open(path, System.IO.FileMode.Create, FileShare.Read));
        writer.Write(text);
    }

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode;
        }

        return new FileStream(path, options);
    }
}
