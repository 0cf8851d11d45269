using System.CommandLine;
using System.Text.Json;
using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>Gives an entity a named value, or takes it away.</summary>
internal sealed class AttributeCommand : WriteCommand
{
    private readonly Argument<string> _entity = new("ENTITY") { Description = "type:id." };
    private readonly Argument<string> _name = new("NAME") { Description = "The attribute's name." };
    private readonly Argument<string>? _value;

    private AttributeCommand(string name, string description, Argument<string>? value, Terminal terminal) : base(name, description, terminal)
    {
        Add(_entity);
        Add(_name);
        if (value is not null)
        {
            Add(_value = value);
        }
    }

    public static Command Create(Terminal terminal) => new("attribute", "Sets and removes attributes of entities.")
    {
        new AttributeCommand("set", "Sets an attribute.", new Argument<string>("JSON") { Description = "Its value; '-' reads it from standard input. A text needs its quotes: '\"admin\"'." }, terminal),
        new AttributeCommand("remove", "Removes an attribute.", null, terminal),
    };

    protected override Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        var (entity, name) = (command.Get(_entity), command.Get(_name));
        ListChange change = _value is null ? new RemoveAttribute(entity, name) : new SetAttribute(entity, name, JsonArgument.Parse("JSON", command.Terminal.TextOrInput(command.Get(_value))));
        return WriteAsync(command, command.Client, [change], NoteOf(command), cancellationToken);
    }
}
