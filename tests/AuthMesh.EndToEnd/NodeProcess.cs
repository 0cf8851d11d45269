using System.Diagnostics;

namespace AuthMesh.EndToEnd;

/// <summary>One real node: the built <c>authmesh</c>, run as a process of its own on a free port.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private NodeProcess(Process process, Uri console)
    {
        this.process = process;
        Console = console;
    }

    /// <summary>Where the node serves its console.</summary>
    public Uri Console { get; }

    /// <summary>Starts a node and returns when it listens; throws with its output if it ends or takes too long.</summary>
    public static async Task<NodeProcess> StartAsync()
    {
        var start = new ProcessStartInfo(ProgramPath()) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment["AuthMesh__Console__Url"] = "http://127.0.0.1:0";
        var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(StartLimit);
        var output = new List<string>();
        try
        {
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                output.Add(line);
                if (line.Split("Now listening on: ") is [_, var address])
                {
                    // Read on, or the node stops when the pipe is full.
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                    return new NodeProcess(process, new Uri(address));
                }
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        throw new InvalidOperationException("The node did not start:\n" + string.Join('\n', output));
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    // artifacts/bin/AuthMesh.EndToEnd/release/ → artifacts/bin/AuthMesh.Node/release/authmesh
    private static string ProgramPath()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(output.Parent!.Parent!.FullName, "AuthMesh.Node", output.Name, OperatingSystem.IsWindows() ? "authmesh.exe" : "authmesh");
    }
}
