using System.CommandLine;
using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>Makes a token.</summary>
internal sealed class TokenCommand : NodeCommand
{
    private readonly Option<string> _scope = new("--scope") { Description = "What it allows; each scope includes those before it.", Required = true };
    private readonly Option<string> _name = new("--name") { Description = "What it is for.", HelpName = "NAME", DefaultValueFactory = _ => "cli" };
    private readonly Option<bool> _quiet = new("-q", "--quiet") { Description = "The token only." };

    private TokenCommand(Terminal terminal) : base("create", "Makes a token. It is shown here and never again.", terminal)
    {
        _scope.AcceptOnlyFromAmong("check", "read", "write", "admin");
        Add(_scope);
        Add(_name);
        Add(_quiet);
    }

    public static Command Create(Terminal terminal) => new("token", "Makes tokens for the REST API.") { new TokenCommand(terminal) };

    protected override async Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        var scope = Enum.Parse<TokenScope>(command.Get(_scope)!, ignoreCase: true);
        var created = await command.Client.CreateTokenAsync(scope, command.Get(_name)!, cancellationToken);
        command.Output.Write(created, text => text.WriteLine(created.Token));
        if (!command.Get(_quiet))
        {
            command.Output.Tell($"Token {created.Details.Id} of scope {command.Get(_scope)}: present it as 'Authorization: Bearer …'. It is not shown again.");
        }

        return ExitCode.Success;
    }
}
