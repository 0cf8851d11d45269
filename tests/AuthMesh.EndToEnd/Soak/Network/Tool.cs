using System.ComponentModel;
using System.Diagnostics;

namespace AuthMesh.EndToEnd.Soak.Network;

/// <summary>Runs the system's network tools.</summary>
internal static class Tool
{
    /// <summary>Runs a command line, split at spaces, to its end, and gives what it wrote.</summary>
    /// <exception cref="InvalidOperationException">It failed, with what it said.</exception>
    public static async Task<string> RunAsync(string line)
    {
        var (exitCode, output) = await TryAsync(line);
        return exitCode == 0 ? output : throw new InvalidOperationException($"'{line}' failed: {output.Trim()}");
    }

    /// <summary>The same, with the exit code instead of an exception; 127 when there is no such tool.</summary>
    public static async Task<(int ExitCode, string Output)> TryAsync(string line)
    {
        var words = line.Split(' ');
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, output + await error);
        }
        catch (Win32Exception e)
        {
            return (127, e.Message);
        }
    }
}
