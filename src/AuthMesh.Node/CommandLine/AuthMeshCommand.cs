using System.CommandLine;
using AuthMesh.Client;
using AuthMesh.Node.Hosting;

namespace AuthMesh.Node.CommandLine;

/// <summary>The command line: one binary that is both the node and its tool.</summary>
internal static class AuthMeshCommand
{
    /// <summary>Runs what the arguments say and gives the exit code.</summary>
    /// <param name="replace">Replaces parts of a served node, for tests.</param>
    public static async Task<int> RunAsync(
        string[] args, Terminal terminal, Action<IServiceCollection>? replace = null, CancellationToken cancellationToken = default)
    {
        var parsed = Create(terminal, replace).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await terminal.Error.WriteLineAsync($"authmesh: {error.Message}");
            }

            await terminal.Error.WriteLineAsync("Try 'authmesh --help'.");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false }, cancellationToken);
        }
        catch (Exception e)
        {
            return await FailAsync(e, terminal);
        }
    }

    private static RootCommand Create(Terminal terminal, Action<IServiceCollection>? replace)
    {
        var serve = new ServeCommand(terminal, replace);
        var root = new RootCommand("Keeps one authorization list identical on every server. Without a command it serves.")
        {
            serve,
            new InviteCommand(terminal),
            new JoinCommand(terminal),
            new StatusCommand(terminal),
            new NodesCommand(terminal),
            new ListsCommand(terminal),
            ListCommand.Create(terminal),
            new PutEntryCommand("allow", Effect.Allow, terminal),
            new PutEntryCommand("deny", Effect.Deny, terminal),
            new RevokeCommand(terminal),
            MembershipCommand.Create(terminal),
            AttributeCommand.Create(terminal),
            new CheckCommand(terminal),
            new ImportCommand(terminal),
            new ExportCommand(terminal),
            new ApplyCommand(terminal),
            new TestCommand(terminal),
            TokenCommand.Create(terminal),
            new VerifyCommand(terminal),
        };
        foreach (var option in serve.Options)
        {
            root.Add(option);
        }

        root.Add(NodeConnection.Server);
        root.Add(NodeConnection.ServerKey);
        root.Add(NodeConnection.Data);
        root.Add(NodeConnection.Timeout);
        root.Add(StartedNode.StartTimeout);
        root.Add(CommandOutput.Format);
        root.SetAction(serve.RunAsync);
        return root;
    }

    private static async Task<int> FailAsync(Exception failure, Terminal terminal)
    {
        var (code, message) = failure switch
        {
            AuthMeshException refused => (ExitCode.Of(refused), RefusalText.Of(refused)),
            RefusedStartException => (ExitCode.Invalid, failure.Message),
            UsageException => (ExitCode.Usage, failure.Message),
            PartlyDoneException => (ExitCode.PartlyDone, failure.Message),
            NoLocalNodeException => (ExitCode.Unreachable, failure.Message),
            OperationCanceledException => (ExitCode.Unreachable, "interrupted"),
            _ => (ExitCode.Internal, failure.ToString()),
        };
        await terminal.Error.WriteLineAsync($"authmesh: {message}");
        return code;
    }
}
