using System.Runtime.InteropServices;

namespace AuthMesh.Transport.Identity;

/// <summary>Makes a new name in a directory durable, which flushing the file itself does not promise.</summary>
internal static class DirectoryEntries
{
    /// <exception cref="IOException">The system could not write it.</exception>
    public static void ForceToDisk(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // NTFS journals names, and gives no way to ask.
        }

        var handle = Open(directory, ReadOnly);
        if (handle < 0)
        {
            throw Failure(directory);
        }

        try
        {
            if (Synchronize(handle) != 0)
            {
                throw Failure(directory);
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Failure(string directory) =>
        new($"{directory} could not be forced to disk: {Marshal.GetLastPInvokeErrorMessage()}");

    private const int ReadOnly = 0;

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronize(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
