using System.CommandLine;

namespace AuthMesh.Node.CommandLine;

/// <summary>What names an entry on the command line.</summary>
internal sealed class EntryArguments
{
    public Argument<string> Subject { get; } = new("SUBJECT") { Description = "An entity type:id, a prefix type:prefix*, or *." };

    public Argument<string> Action { get; } = new("ACTION") { Description = "A name, or *." };

    public Argument<string> Resource { get; } = new("RESOURCE") { Description = "As SUBJECT." };

    public Option<string?> When { get; } = new("--when") { Description = "The entry's condition.", HelpName = "CEL" };

    public void AddTo(Command command)
    {
        command.Add(Subject);
        command.Add(Action);
        command.Add(Resource);
        command.Add(When);
    }
}
