using System.CommandLine;
using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>Puts an entity into another, or takes it out.</summary>
internal sealed class MembershipCommand : WriteCommand
{
    private readonly Argument<string> _child = new("CHILD") { Description = "The member, type:id." };
    private readonly Argument<string> _parent = new("PARENT") { Description = "What it is in, type:id." };
    private readonly Option<DateTimeOffset?> _from = InstantOption("--from", "Holds from this instant on.");
    private readonly Option<DateTimeOffset?> _until = InstantOption("--until", "Holds before this instant.");
    private readonly bool _adds;

    private MembershipCommand(string name, string description, bool adds, Terminal terminal) : base(name, description, terminal)
    {
        _adds = adds;
        Add(_child);
        Add(_parent);
        if (adds)
        {
            Add(_from);
            Add(_until);
        }
    }

    public static Command Create(Terminal terminal) => new("member", "Puts users into groups, documents into folders, actions into action groups.")
    {
        new MembershipCommand("add", "Puts CHILD into PARENT.", adds: true, terminal),
        new MembershipCommand("remove", "Takes CHILD out of PARENT.", adds: false, terminal),
    };

    protected override Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        var (child, parent) = (command.Get(_child), command.Get(_parent));
        ListChange change = _adds ? new PutMembership(child, parent, command.Get(_from), command.Get(_until)) : new RemoveMembership(child, parent);
        return WriteAsync(command, command.Client, [change], NoteOf(command), cancellationToken);
    }
}
