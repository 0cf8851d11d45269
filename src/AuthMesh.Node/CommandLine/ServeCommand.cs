using System.CommandLine;
using AuthMesh.Node.Hosting;
using AuthMesh.Node.Replication;
using AuthMesh.Transport;

namespace AuthMesh.Node.CommandLine;

/// <summary>Runs a node until it is told to stop.</summary>
internal sealed class ServeCommand : Command
{
    private static readonly Option<string?> _name = new("--name") { Description = "The node's name.", HelpName = "NAME" };
    private static readonly Option<string?> _console = new("--console") { Description = "Where console and REST API listen; plain http on loopback only.", HelpName = "URL" };
    private static readonly Option<string?> _mesh = new("--mesh") { Description = "Where peers are listened for.", HelpName = "URL" };
    private static readonly Option<string?> _advertise = new("--advertise") { Description = "The address that peers dial.", HelpName = "URL" };
    private static readonly Option<string?> _join = new("--join")
    {
        Description = "Join the mesh of this invitation at first start. It is a secret and arguments show in the process list: better '-' (read it from standard input) or AuthMesh__Mesh__Join.",
        HelpName = "STRING|-",
    };

    private readonly Terminal _terminal;
    private readonly Action<IServiceCollection>? _replace;

    public ServeCommand(Terminal terminal, Action<IServiceCollection>? replace) : base("serve", "Runs a node until it is told to stop. The default.")
    {
        _terminal = terminal;
        _replace = replace;
        Add(_name);
        Add(_console);
        Add(_mesh);
        Add(_advertise);
        Add(_join);
        SetAction(RunAsync);
    }

    public async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        await Serve.RunAsync(Flags(command), _replace, cancellationToken);
        return ExitCode.Success;
    }

    /// <summary>Only those given: the others leave the configuration as it is.</summary>
    private IEnumerable<KeyValuePair<string, string?>> Flags(ParseResult command) =>
        new (string Key, string? Value)[]
        {
            ($"{NodeOptions.Section}:{nameof(NodeOptions.DataDirectory)}", command.GetValue(NodeConnection.Data)),
            ($"{NodeOptions.Section}:{nameof(NodeOptions.Name)}", command.GetValue(_name)),
            ($"{ConsoleOptions.Section}:{nameof(ConsoleOptions.Url)}", command.GetValue(_console)),
            ($"{MeshOptions.Section}:{nameof(MeshOptions.Url)}", command.GetValue(_mesh)),
            ($"{MeshOptions.Section}:{nameof(MeshOptions.AdvertisedUrl)}", command.GetValue(_advertise)),
            ($"{JoinOptions.Section}:{nameof(JoinOptions.Join)}", command.GetValue(_join) is { } join ? _terminal.TextOrInput(join) : null),
        }
        .Where(flag => flag.Value is not null)
        .Select(flag => KeyValuePair.Create(flag.Key, flag.Value));
}
