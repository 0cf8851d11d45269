using System.Diagnostics;

namespace AuthMesh.Testing.Nodes;

/// <summary>The built program, or the one that the environment variable AUTHMESH_PROGRAM names: a published one is quicker when cold.</summary>
public static class BuiltProgram
{
    /// <summary>artifacts/bin/AuthMesh.EndToEnd/release/ → artifacts/bin/AuthMesh.Node/release/authmesh</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("AUTHMESH_PROGRAM") ?? FindPath();

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (process.ExitCode, await output, await error);
    }

    private static string FindPath()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return System.IO.Path.Combine(output.Parent!.Parent!.FullName, "AuthMesh.Node", output.Name, OperatingSystem.IsWindows() ? "authmesh.exe" : "authmesh");
    }
}
