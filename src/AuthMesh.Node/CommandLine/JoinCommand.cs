using System.CommandLine;
using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>Makes a running node join a mesh.</summary>
internal sealed class JoinCommand : NodeCommand
{
    private readonly Argument<string> _join = new("STRING|-") { Description = "What 'authmesh invite' gave; '-' reads it from standard input." };

    public JoinCommand(Terminal terminal) : base("join", "Makes a running node join the mesh of an invitation.", terminal) => Add(_join);

    protected override NodeNeed Needs(ParseResult command) => NodeNeed.Running;

    protected override async Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        command.Output.Tell("Joining …");
        var result = await command.Client.JoinAsync(command.Terminal.TextOrInput(command.Get(_join)), cancellationToken);
        command.Output.Write(result, text => text.WriteLine(result.State == JoinState.Joined ? result.Node.MeshId : "pending"));
        if (result.State == JoinState.Joined)
        {
            return ExitCode.Success;
        }

        command.Output.Tell("The node waits for a steward's approval; it joins by itself when it is given.");
        return ExitCode.PartlyDone;
    }
}
