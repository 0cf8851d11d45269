using System.Text.Json;
using AuthMesh.Node.CommandLine;

namespace AuthMesh.Node.Tests.Harness;

/// <summary>What a command did: exit code, data, and what it told beside.</summary>
public sealed record CommandRun(int Code, string Output, string Error)
{
    public JsonElement Json => JsonElement.Parse(Output);

    /// <summary>Runs a command in this process against a node, with its local token.</summary>
    public static Task<CommandRun> AtAsync(TestNode node, params string[] args) => AsAsync([.. args, "--data", node.Directory]);

    /// <summary>Runs a command in this process.</summary>
    public static async Task<CommandRun> AsAsync(string[] args, string input = "", Dictionary<string, string>? environment = null)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal(output, error, new StringReader(input), name => environment?.GetValueOrDefault(name));
        var code = await AuthMeshCommand.RunAsync(args, terminal, services => TestNode.UseMemory(services));
        return new CommandRun(code, output.ToString().Trim(), error.ToString().Trim());
    }
}
