using System.CommandLine;
using System.Globalization;
using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>Makes an invitation.</summary>
internal sealed class InviteCommand : NodeCommand
{
    private readonly Option<int?> _ttl = new("--ttl") { Description = "How long it holds, in seconds (3600).", HelpName = "SECONDS" };
    private readonly Option<int?> _uses = new("--uses") { Description = "How many nodes may use it (1).", HelpName = "N" };
    private readonly Option<bool> _approve = new("--approve") { Description = "Hold the newcomer until it is approved." };
    private readonly Option<bool> _steward = new("--steward") { Description = "Make the newcomer a steward, too." };

    public InviteCommand(Terminal terminal) : base("invite", "Makes an invitation to the mesh: a string to give to 'authmesh join'. Treat it as a secret.", terminal)
    {
        Add(_ttl);
        Add(_uses);
        Add(_approve);
        Add(_steward);
    }

    protected override async Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        var request = new InviteRequest(command.Get(_ttl), command.Get(_uses), command.Get(_approve), command.Get(_steward));
        var invitation = await command.Client.InviteAsync(request, cancellationToken);
        command.Output.Write(invitation, text => text.WriteLine(invitation.Join));
        command.Output.Tell($"Valid until {invitation.ExpiresAt.ToString("u", CultureInfo.InvariantCulture)}. On the other server: authmesh join -");
        return ExitCode.Success;
    }
}
