using System.CommandLine;
using AuthMesh.Client;
using AuthMesh.Node.Exchange;
using AuthMesh.Node.Exchange.Native;

namespace AuthMesh.Node.CommandLine;

/// <summary>Asks the questions of a native file and compares the answers.</summary>
internal sealed class TestCommand : NodeCommand
{
    private const int QuestionsAtOnce = 100;

    private readonly Option<string> _file = new("--file", "-f") { Description = "A native file with tests; '-' reads standard input.", HelpName = "FILE", Required = true };
    private readonly Option<string?> _list = new("--list") { Description = "The list to ask (default).", HelpName = "LIST" };
    private readonly Option<bool> _offline = new("--offline") { Description = "Ask no node: answer from the file's own records alone." };

    public TestCommand(Terminal terminal) : base("test", "Runs the tests of a native file. Exit code 0 when all come out right, 1 when not.", terminal)
    {
        Add(_file);
        Add(_list);
        Add(_offline);
    }

    protected override NodeNeed Needs(ParseResult command) => command.GetValue(_offline) ? NodeNeed.None : NodeNeed.Ready;

    protected override async Task<int> RunAsync(Invocation command, CancellationToken cancellationToken)
    {
        var file = FileInput.Read(command.Get(_file)!, command.Terminal);
        var content = NativeReader.Read(file.Name, file.Bytes);
        if (content.Problems.Count > 0)
        {
            foreach (var problem in content.Problems.Kept)
            {
                command.Output.Tell(problem.ToString());
            }

            return ExitCode.Invalid;
        }

        if (content.Tests.Count == 0)
        {
            command.Output.Tell($"{file.Name} has no tests.");
            return ExitCode.Negative;
        }

        var answers = command.Get(_offline) ? AnswerOffline(content) : await AskAsync(command.Client, command.Get(_list), content.Tests, cancellationToken);
        var wrong = content.Tests.Zip(answers).Where(pair => pair.First.Expected != pair.Second).Select(pair => pair.First).ToList();
        command.Output.Write(
            new { tests = content.Tests.Count, failed = wrong.Count, failures = wrong.Select(test => new { file = file.Name, test.At.Line, test.Subject, test.Action, test.Resource, expected = Word(test.Expected), test.Note }) },
            text =>
            {
                foreach (var test in wrong)
                {
                    text.WriteLine($"{file.Name}:{test.At}: {test} is {Word(!test.Expected)}, expected {Word(test.Expected)}{(test.Note is null ? "" : $" ({test.Note})")}");
                }

                text.WriteLine($"{content.Tests.Count - wrong.Count} of {content.Tests.Count} tests right");
            });
        return wrong.Count == 0 ? ExitCode.Success : ExitCode.Negative;
    }

    private static List<bool> AnswerOffline(FileContent content)
    {
        var decisions = new OfflineDecisions(content.Records);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return [.. content.Tests.Select(test => decisions.IsAllowed(test, now))];
    }

    private static async Task<List<bool>> AskAsync(AuthMeshClient client, string? list, IReadOnlyList<DecisionTest> tests, CancellationToken cancellationToken)
    {
        var answers = new List<bool>();
        foreach (var some in tests.Chunk(QuestionsAtOnce))
        {
            answers.AddRange((await client.EvaluateAsync(new EvaluationsRequest([.. some.Select(Question)]), list, cancellationToken)).Select(answer => answer.Decision));
        }

        return answers.Count == tests.Count ? answers : throw new InvalidOperationException($"The node gave {answers.Count} answers to {tests.Count} questions.");
    }

    private static EvaluationItem Question(DecisionTest test) => new(
        EvaluationEntity.Parse(test.Subject) with { Properties = test.SubjectProperties },
        new EvaluationAction(test.Action, test.ActionProperties),
        EvaluationEntity.Parse(test.Resource) with { Properties = test.ResourceProperties },
        test.Context);

    private static string Word(bool isAllowed) => isAllowed ? "allow" : "deny";
}
