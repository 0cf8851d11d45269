using System.CommandLine;
using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>Removes entries.</summary>
internal sealed class RevokeCommand : WriteCommand
{
    private readonly EntryArguments _entry = new();
    private readonly Option<string> _effect = new("--effect") { Description = "Which entries to remove.", DefaultValueFactory = _ => "allow" };

    public RevokeCommand(Terminal terminal)
        : base("revoke", "Removes every allow with these three, whatever its condition. Exit code 4 when there is none.", terminal)
    {
        _entry.AddTo(this);
        _effect.AcceptOnlyFromAmong("allow", "deny");
        Add(_effect);
    }

    protected override async Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        var client = command.Client;
        var filter = new EntryFilter(
            command.Get(_entry.Subject), command.Get(_entry.Action), command.Get(_entry.Resource), command.Get(_effect) == "deny" ? Effect.Deny : Effect.Allow);
        var removals = new List<ListChange>();
        await foreach (var entry in client.EntriesAsync(ListOf(command), filter, cancellationToken))
        {
            if (command.Get(_entry.When) is not { } condition || condition == entry.Condition)
            {
                removals.Add(new RemoveEntry(entry.Effect, entry.Subject, entry.Action, entry.Resource, entry.Condition));
            }
        }

        if (removals.Count == 0)
        {
            command.Output.Tell("There is no such entry.");
            return ExitCode.NotFound;
        }

        return await WriteAsync(command, client, removals, NoteOf(command), cancellationToken);
    }
}
