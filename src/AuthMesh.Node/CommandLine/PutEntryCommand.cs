using System.CommandLine;
using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>Allows or denies something.</summary>
internal sealed class PutEntryCommand : WriteCommand
{
    private readonly EntryArguments _entry = new();
    private readonly Option<DateTimeOffset?> _from = InstantOption("--from", "Holds from this instant on.");
    private readonly Option<DateTimeOffset?> _until = InstantOption("--until", "Holds before this instant.");
    private readonly Effect _effect;

    public PutEntryCommand(string name, Effect effect, Terminal terminal)
        : base(name, effect == Effect.Allow ? "Allows a subject an action on a resource." : "Denies a subject an action on a resource, whatever else allows it.", terminal, "A note on the entry.")
    {
        _effect = effect;
        _entry.AddTo(this);
        Add(_from);
        Add(_until);
    }

    protected override Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        var entry = new PutEntry(
            _effect, command.Get(_entry.Subject), command.Get(_entry.Action), command.Get(_entry.Resource), command.Get(_entry.When), command.Get(_from), command.Get(_until), NoteOf(command));
        return WriteAsync(command, command.Client, [entry], note: null, cancellationToken);
    }
}
