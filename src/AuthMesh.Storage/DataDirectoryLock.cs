using System.Globalization;

namespace AuthMesh.Storage;

/// <summary>The right to use a data directory, held by one process at a time; the system takes it back when the process ends, however it ends.</summary>
public sealed class DataDirectoryLock : IDisposable
{
    private const string LockFile = "authmesh.lock", HolderFile = "authmesh.pid";
    private const int SharingViolation = unchecked((int)0x80070020), LinuxWouldBlock = 11, MacWouldBlock = 35;

    private readonly FileStream _file;

    private DataDirectoryLock(string directory, FileStream file) => (Directory, _file) = (directory, file);

    /// <summary>The full path of the directory.</summary>
    public string Directory { get; }

    /// <summary>Takes the lock; a directory that is missing is made, for its owner only.</summary>
    /// <exception cref="DataDirectoryInUseException">Another process has it.</exception>
    public static DataDirectoryLock Acquire(string directory)
    {
        directory = Path.GetFullPath(directory);
        OwnerOnly.CreateDirectory(directory);
        FileStream file;
        try
        {
            file = OwnerOnly.OpenExclusive(Path.Combine(directory, LockFile));
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw new DataDirectoryInUseException(directory, ReadHolder(directory), e);
        }

        // In a file of its own, because the locked one cannot be read by others.
        OwnerOnly.WriteText(Path.Combine(directory, HolderFile), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new DataDirectoryLock(directory, file);
    }

    /// <summary>Gives the directory back.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>Not so a disk that is full or broken.</summary>
    private static bool IsHeldByAnother(IOException e) => e.HResult is SharingViolation or LinuxWouldBlock or MacWouldBlock;

    private static int? ReadHolder(string directory)
    {
        try
        {
            return int.TryParse(File.ReadAllText(Path.Combine(directory, HolderFile)), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
