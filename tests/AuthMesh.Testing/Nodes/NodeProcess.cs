using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using AuthMesh.Client;

namespace AuthMesh.Testing.Nodes;

/// <summary>One real node: the built <c>authmesh</c>, run as a process of its own on free ports and in a data directory of its own.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private string? _pin;

    private NodeProcess(Process process, NodeSettings settings)
    {
        _process = process;
        Settings = settings;
    }

    /// <summary>How it was started.</summary>
    public NodeSettings Settings { get; }

    /// <summary>Where it serves console and API.</summary>
    public Uri Console { get; private set; } = null!;

    /// <summary>The token that it left for local commands.</summary>
    public string Token { get; private set; } = null!;

    /// <summary>Speaks to its API with the local token.</summary>
    public AuthMeshClient Client { get; private set; } = null!;

    /// <summary>All that it wrote.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>False once it has ended, however that came.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>A plain client of its console, without a token.</summary>
    public HttpClient Http() => new(Handler()) { BaseAddress = Console };

    /// <summary>Starts a node and returns when it listens; throws with its output if it ends or takes too long.</summary>
    public static async Task<NodeProcess> StartAsync(NodeSettings? settings = null)
    {
        settings ??= new NodeSettings();
        var node = new NodeProcess(Launch(settings), settings);
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node._process.OutputDataReceived += (_, line) => node.Take(line.Data, up);
        node._process.ErrorDataReceived += (_, line) => node.Take(line.Data, up);
        node._process.BeginOutputReadLine();
        node._process.BeginErrorReadLine();
        var ended = node._process.WaitForExitAsync();
        if (await Task.WhenAny(up.Task, ended, Task.Delay(_startLimit)) != up.Task)
        {
            await node.KillAsync();
            throw new NodeDidNotStartException(node._process.ExitCode, node.Output);
        }

        node.Console = new Uri(await node.ReadAsync("console.url"));
        node.Token = await node.ReadAsync("local.token");
        node._pin = node.Console.Scheme == Uri.UriSchemeHttps ? await node.ReadAsync("console.pin") : null;
        node.Client = AuthMeshClient.Create(node.Console, node.Token, node.Handler());
        return node;
    }

    /// <summary>Kills it at once, as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop (SIGTERM) and waits until it has; its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return _process.ExitCode;
    }

    /// <summary>Sends a signal by name, such as STOP or CONT.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", ChildOrSelf().ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Starts it again on the same data and ports, after it has ended.</summary>
    public Task<NodeProcess> RestartAsync(Func<NodeSettings, NodeSettings>? with = null)
    {
        var same = Settings with { Console = Console.ToString(), Join = null };
        return StartAsync(with?.Invoke(same) ?? same);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    /// <summary>Trusts the key that the node says it shows, and no authority.</summary>
    private HttpClientHandler Handler()
    {
        var handler = new HttpClientHandler { UseProxy = false };
        if (_pin is not null)
        {
            handler.ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
                certificate is not null && Convert.ToHexString(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo())) == _pin;
        }

        return handler;
    }

    private static Process Launch(NodeSettings settings)
    {
        string[] command = [.. settings.Wrapper, BuiltProgram.Path, "serve", "--data", settings.DataDirectory, "--name", settings.Name, "--console", settings.Console, "--mesh", settings.Mesh];
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), .. settings.Advertise is { } advertise ? ["--advertise", advertise] : Array.Empty<string>()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (key, value) in settings.Environment)
        {
            start.Environment[key] = value;
        }

        if (settings.Join is { } join)
        {
            start.Environment["AuthMesh__Mesh__Join"] = join;
        }

        return Process.Start(start)!;
    }

    private void Take(string? line, TaskCompletionSource up)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (line.Contains("Node is up", StringComparison.Ordinal))
        {
            up.TrySetResult();
        }
    }

    private async Task<string> ReadAsync(string file) => (await File.ReadAllTextAsync(Path.Combine(Settings.DataDirectory, file))).Trim();

    /// <summary>Under a wrapper such as faketime, the node is its child.</summary>
    private int ChildOrSelf()
    {
        var children = $"/proc/{_process.Id}/task/{_process.Id}/children";
        var child = Settings.Wrapper.Count > 0 && File.Exists(children) ? File.ReadAllText(children).Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        return child.Length > 0 ? int.Parse(child[0], System.Globalization.CultureInfo.InvariantCulture) : _process.Id;
    }
}
