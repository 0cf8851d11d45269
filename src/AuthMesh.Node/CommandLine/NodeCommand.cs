using System.CommandLine;
using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>A command that asks something of a node.</summary>
internal abstract class NodeCommand : Command
{

    protected NodeCommand(string name, string description, Terminal terminal) : base(name, description)
    {
        SetAction((command, cancellationToken) => RunAsync(new Invocation(command, terminal), cancellationToken));
    }

    /// <summary>Does it, and gives the exit code.</summary>
    protected abstract Task<int> RunAsync(Invocation command, CancellationToken cancellationToken);

    /// <summary>One use of the command.</summary>
    protected sealed class Invocation(ParseResult parsed, Terminal terminal)
    {
        public CommandOutput Output { get; } = new(parsed, terminal);

        public AuthMeshClient Client => NodeConnection.Open(parsed, terminal);

        public Terminal Terminal => terminal;

        public T Get<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

        public T? Get<T>(Option<T> option) => parsed.GetValue(option);
    }
}
