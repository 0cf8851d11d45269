using System.CommandLine;
using AuthMesh.Node.Hosting;

namespace AuthMesh.Node.CommandLine;

/// <summary>Waits for a node of this machine that is only just starting or joining, so that <c>serve &amp;</c> and what needs the node can stand on two lines.</summary>
internal static class StartedNode
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    public static Option<int> StartTimeout { get; } = new("--start-timeout")
    {
        Description = "How long a node of --data that is not there yet, or has just been started and is not ready, is waited for, in seconds.",
        Recursive = true,
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 10,
        Validators = { result => { if (result.GetValueOrDefault<int>() is < 0 or > 3600) { result.AddError("--start-timeout takes 0 to 3600 seconds."); } } },
    };

    /// <summary>Returns when the node is there and ready, or when the time is over: then what is asked next says what is wrong.</summary>
    /// <param name="untilReady">False to have a node that waits for its mesh, too.</param>
    public static async Task WaitAsync(ParseResult command, Terminal terminal, bool untilReady, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromSeconds(command.GetValue(StartTimeout));
        if (wait == TimeSpan.Zero || NodeConnection.LocalDirectory(command, terminal) is not { } directory)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(wait);
        try
        {
            await UntilThereAsync(directory, terminal, limit.Token);
            if (untilReady)
            {
                await UntilReadyAsync(directory, wait, command, terminal, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }

    private static async Task UntilThereAsync(string directory, Terminal terminal, CancellationToken cancellationToken)
    {
        var told = false;
        while (!LocalNode.IsThere(directory))
        {
            if (!told)
            {
                await terminal.Error.WriteLineAsync($"authmesh: waiting for a node to run with the data directory '{directory}' …");
                told = true;
            }

            await Task.Delay(_pause, cancellationToken);
        }
    }

    // A node that has been up for longer is not starting: it is not ready for a reason, and whoever asks shall hear it at once.
    private static async Task UntilReadyAsync(string directory, TimeSpan wait, ParseResult command, Terminal terminal, CancellationToken cancellationToken)
    {
        using var http = NodeConnection.OpenHttp(command, terminal);
        while (LocalNode.TimeSinceStart(directory) < wait && !await IsReadyAsync(http, cancellationToken))
        {
            await Task.Delay(_pause, cancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync("/readyz", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
