using System.CommandLine;
using System.Globalization;
using AuthMesh.Client;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.CommandLine;

/// <summary>A command that changes a list.</summary>
internal abstract class WriteCommand : NodeCommand
{
    private readonly Option<string> _list = new("--list") { Description = "The list to change.", HelpName = "LIST", DefaultValueFactory = _ => "default" };
    private readonly Option<string?> _note;
    private readonly Option<string?> _ifVersion = new("--if-version") { Description = "Refuse when what is touched has changed since this version.", HelpName = "VERSION" };
    private readonly Option<bool> _resolve = new("--resolve") { Description = "Settle what is contested." };
    private readonly Option<string?> _wait = new("--wait") { Description = "Wait until so many nodes have applied it; exit code 7 when they have not in time.", HelpName = "N|all" };

    protected WriteCommand(string name, string description, Terminal terminal, string noteIs = "Why, for the journal.") : base(name, description, terminal)
    {
        _note = new("--note") { Description = noteIs, HelpName = "TEXT" };
        Add(_list);
        Add(_note);
        Add(_ifVersion);
        Add(_resolve);
        Add(_wait);
    }

    protected string ListOf(Invocation command) => command.Get(_list)!;

    protected string? NoteOf(Invocation command) => command.Get(_note);

    /// <summary>Writes the changes as one transaction, and tells what became of it.</summary>
    protected async Task<int> WriteAsync(
        Invocation command, AuthMeshClient client, IReadOnlyList<ListChange> changes, string? note, CancellationToken cancellationToken)
    {
        var wait = WaitOf(command);
        var request = new TransactionRequest(changes, note, command.Get(_ifVersion), command.Get(_resolve) ? true : null, wait);
        var result = await client.WriteAsync(ListOf(command), request, cancellationToken);
        command.Output.Write(result, text => text.WriteLine(result.Dot ?? "nothing to change"));
        if (wait is null || result.Applied is not { } applied || result.Waiting is not { } waiting || applied.Count >= (wait.Value.Nodes ?? applied.Count + waiting.Count))
        {
            return ExitCode.Success;
        }

        command.Output.Tell($"Durable, and applied on {applied.Count} of {applied.Count + waiting.Count} nodes so far.");
        return ExitCode.PartlyDone;
    }

    private WaitFor? WaitOf(Invocation command) => command.Get(_wait) switch
    {
        null => null,
        "all" => WaitFor.All,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var nodes) && nodes > 0 => new WaitFor(nodes),
        var text => throw new UsageException($"--wait is '{text}'; allowed is a number of nodes or all."),
    };

    /// <summary>An option that takes an instant.</summary>
    protected static Option<DateTimeOffset?> InstantOption(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (Rfc3339.TryParse(result.Tokens[0].Value, out var milliseconds))
            {
                return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            }

            result.AddError($"{name} is '{result.Tokens[0].Value}'; allowed is {Rfc3339.Allowed}.");
            return null;
        },
    };
}
