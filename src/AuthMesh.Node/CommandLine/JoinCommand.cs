using System.CommandLine;

namespace AuthMesh.Node.CommandLine;

/// <summary>Makes a running node join a mesh.</summary>
internal sealed class JoinCommand : NodeCommand
{
    private readonly Argument<string> _join = new("STRING|-") { Description = "What 'authmesh invite' gave; '-' reads it from standard input." };

    public JoinCommand(Terminal terminal) : base("join", "Makes a running node join the mesh of an invitation.", terminal) => Add(_join);

    protected override async Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        command.Output.Tell("Joining …");
        var node = await command.Client.JoinAsync(command.Terminal.TextOrInput(command.Get(_join)), cancellationToken);
        command.Output.Write(node, text => text.WriteLine(node.MeshId));
        return ExitCode.Success;
    }
}
