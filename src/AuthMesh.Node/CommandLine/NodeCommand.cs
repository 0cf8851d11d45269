using System.CommandLine;
using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>A command that asks something of a node.</summary>
internal abstract class NodeCommand : Command
{
    protected NodeCommand(string name, string description, Terminal terminal) : base(name, description)
    {
        SetAction(async (command, cancellationToken) =>
        {
            if (Needs(command) is var need and not NodeNeed.None)
            {
                await StartedNode.WaitAsync(command, terminal, untilReady: need == NodeNeed.Ready, cancellationToken);
            }

            return await RunAsync(new Invocation(command, terminal), cancellationToken);
        });
    }

    /// <summary>What one use of the command needs of a node.</summary>
    protected enum NodeNeed
    {
        /// <summary>Nothing: none is asked.</summary>
        None,

        /// <summary>That it runs, whether it has a mesh or waits for one.</summary>
        Running,

        /// <summary>That it is in its mesh and has its lists.</summary>
        Ready,
    }

    protected virtual NodeNeed Needs(ParseResult command) => NodeNeed.Ready;

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
