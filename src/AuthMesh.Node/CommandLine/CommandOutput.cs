using System.CommandLine;
using System.Text.Json;
using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>Writes a command's data: for people, or as JSON.</summary>
internal sealed class CommandOutput(ParseResult command, Terminal terminal)
{
    private static readonly JsonSerializerOptions _indented = new(WireJson.Options) { WriteIndented = true };

    public static Option<string> Format { get; } = CreateFormat();

    public bool IsJson => command.GetValue(Format) == "json";

    /// <summary>The value as JSON, or what the second argument writes.</summary>
    public void Write(object value, Action<TextWriter> writeText)
    {
        if (IsJson)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(value, value.GetType(), _indented));
        }
        else
        {
            writeText(terminal.Output);
        }
    }

    /// <summary>A line that is no data.</summary>
    public void Tell(string text) => terminal.Error.WriteLine(text);

    private static Option<string> CreateFormat()
    {
        var option = new Option<string>("--output", "-o")
        {
            Description = "How data is written.",
            Recursive = true,
            DefaultValueFactory = _ => "text",
        };
        option.AcceptOnlyFromAmong("text", "json");
        return option;
    }
}
