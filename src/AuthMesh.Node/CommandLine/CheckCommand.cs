using System.CommandLine;
using System.Text.Json;
using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>Asks for a decision.</summary>
internal sealed class CheckCommand : NodeCommand
{
    private readonly Argument<string> _subject = new("SUBJECT") { Description = "type:id." };
    private readonly Argument<string> _action = new("ACTION") { Description = "A name." };
    private readonly Argument<string> _resource = new("RESOURCE") { Description = "type:id." };
    private readonly Option<string?> _context = new("--context") { Description = "What conditions may read of the request.", HelpName = "JSON" };
    private readonly Option<string?> _list = new("--list") { Description = "The list to ask (default).", HelpName = "LIST" };

    private readonly Option<bool> _explain = new("--explain") { Description = "Shows what decides, what nearly does, and what is missing for an allow. Needs a token of scope read." };

    public CheckCommand(Terminal terminal) : base("check", "Asks whether a subject may do an action to a resource. Exit code 0 allow, 1 deny.", terminal)
    {
        Add(_subject);
        Add(_action);
        Add(_resource);
        Add(_context);
        Add(_list);
        Add(_explain);
    }

    protected override async Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        JsonElement? context = command.Get(_context) is { } text ? JsonArgument.Parse("--context", text) : null;
        var question = new EvaluationRequest(
            Entity("SUBJECT", command.Get(_subject)), new EvaluationAction(command.Get(_action)), Entity("RESOURCE", command.Get(_resource)), context);
        if (command.Get(_explain))
        {
            var explanation = await command.Client.ExplainAsync(question, command.Get(_list), cancellationToken);
            command.Output.Write(explanation, output => ExplanationText.Write(output, explanation));
            return explanation.Decision ? ExitCode.Success : ExitCode.Negative;
        }

        var allowed = await command.Client.IsAllowedAsync(question, command.Get(_list), cancellationToken);
        command.Output.Write(new EvaluationDecision(allowed), output => output.WriteLine(allowed ? "allow" : "deny"));
        return allowed ? ExitCode.Success : ExitCode.Negative;
    }

    private static EvaluationEntity Entity(string name, string text)
    {
        try
        {
            return EvaluationEntity.Parse(text);
        }
        catch (FormatException e)
        {
            throw new UsageException($"{name}: {e.Message}");
        }
    }
}
