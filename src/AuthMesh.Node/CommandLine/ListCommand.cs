using System.CommandLine;
using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>Declares a list and changes its settings.</summary>
internal sealed class ListCommand : NodeCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The list; it is declared where it does not exist." };
    private readonly Option<bool> _resolve = new("--resolve") { Description = "Settle a setting about which sites disagree." };

    private readonly Option<string?> _storedOnly = new("--stored-only")
    {
        Description = "Attributes of which conditions read the stored value only, whatever a request says; all of them, parted by commas.",
        HelpName = "NAMES",
    };

    private readonly Option<bool> _noStoredOnly = new("--no-stored-only") { Description = "No attribute is stored-only any more." };

    private ListCommand(Terminal terminal) : base("set", "Declares a list where it does not exist, and changes the settings that are given. Needs a token of scope admin.", terminal)
    {
        Add(_name);
        Add(_storedOnly);
        Add(_noStoredOnly);
        Add(_resolve);
    }

    public static Command Create(Terminal terminal) => new("list", "Declares lists and changes their settings.") { new ListCommand(terminal) };

    protected override async Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        var settings = new ListSettingsRequest(StoredOnlyOf(command), command.Get(_resolve) ? true : null);
        var list = await command.Client.SetListAsync(command.Get(_name), settings, cancellationToken);
        command.Output.Write(list, text => ListsCommand.Write(text, [list]));
        return ExitCode.Success;
    }

    /// <summary>Null leaves it as it is. An empty text is refused: an empty variable in a script must not let requests say who is an admin.</summary>
    private string[]? StoredOnlyOf(Invocation command) => (command.Get(_storedOnly), command.Get(_noStoredOnly)) switch
    {
        (not null, true) => throw new UsageException("--stored-only and --no-stored-only exclude each other."),
        ("", _) => throw new UsageException("--stored-only is empty; --no-stored-only says that there shall be none."),
        (null, true) => [],
        (null, false) => null,
        (var names, _) => names.Split(','),
    };
}
