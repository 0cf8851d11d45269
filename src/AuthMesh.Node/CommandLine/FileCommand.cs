using System.CommandLine;
using AuthMesh.Client;
using AuthMesh.Node.Exchange;
using AuthMesh.Node.Exchange.Plans;

namespace AuthMesh.Node.CommandLine;

/// <summary>A command that makes a list as a file says.</summary>
internal abstract class FileCommand : NodeCommand
{
    private const int MostProblemsTold = 50;

    private readonly Option<string> _list = new("--list") { Description = "The list to change.", HelpName = "LIST", DefaultValueFactory = _ => "default" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only show what would change." };
    private readonly Option<string?> _note = new("--note") { Description = "Why, for the journal.", HelpName = "TEXT" };
    private readonly Option<bool> _resolve = new("--resolve") { Description = "Settle what is contested." };

    protected FileCommand(string name, string description, Terminal terminal) : base(name, description, terminal)
    {
        Add(_list);
        Add(_dryRun);
        Add(_note);
        Add(_resolve);
    }

    /// <summary>Compares, shows, and writes unless something stands against it.</summary>
    protected async Task<int> CarryOutAsync(Invocation command, FileContent content, OwnerLabel? owner, int? pruneLimit, CancellationToken cancellationToken)
    {
        var (client, list, isDryRun) = (command.Client, command.Get(_list)!, command.Get(_dryRun));
        var version = (await client.GetStatusAsync(list, cancellationToken)).Version;
        var plan = await PlanAsync(client, list, content, owner, prunes: pruneLimit is not null, cancellationToken);
        var report = PlanReport.Of(list, isDryRun, plan, content);
        var obstacle = Tell(command, content, plan, pruneLimit, command.Get(_resolve));
        if (obstacle is not null || isDryRun)
        {
            command.Output.Write(report, text => report.WriteText(text, plan));
            return obstacle ?? ExitCode.Success;
        }

        // Whatever was changed since it was read is a conflict, not a victim.
        var frame = new TransactionRequest([], command.Get(_note), version, command.Get(_resolve) ? true : null);
        await new ChangeWriter(client, list, command.Output, TimeProvider.System).WriteAsync([.. plan.Steps.Select(step => step.Change)], frame, cancellationToken);
        command.Output.Write(report, text => report.WriteText(text, plan));
        return ExitCode.Success;
    }

    private static async Task<ListPlan> PlanAsync(
        AuthMeshClient client, string list, FileContent content, OwnerLabel? owner, bool prunes, CancellationToken cancellationToken)
    {
        var planner = new ListPlanner(content.Records, owner, prunes);
        var records = new ListRecords(client, list);
        var standing = prunes ? records.AllAsync(cancellationToken) : records.OfKeysAsync([.. content.Records.Select(record => record.Key)], cancellationToken);
        await foreach (var record in standing)
        {
            planner.See(record);
        }

        return planner.Finish();
    }

    /// <summary>Tells what a person should know, and gives the exit code when nothing may be written.</summary>
    private static int? Tell(Invocation command, FileContent content, ListPlan plan, int? pruneLimit, bool resolves)
    {
        foreach (var remark in content.Remarks)
        {
            command.Output.Tell(remark);
        }

        int? obstacle = null;
        Stand(content.Problems.Kept.Select(problem => problem.ToString()), content.Problems.Count, ExitCode.Invalid, "Nothing is written while anything is refused.");
        Stand(
            plan.Foreign.Select(foreign => $"{content.Problems.File}:{foreign.Record.At}: {RecordText.Of(foreign.Record.Key)} belongs to the owner {foreign.Owner}"),
            plan.Foreign.Count, ExitCode.Conflict, "Nothing is written over what another owner holds.");
        var contested = resolves ? [] : plan.Steps.Where(step => step.Kind == PlanStepKind.Settle).ToList();
        Stand(
            contested.Select(step => $"{content.Problems.File}:{step.At}: {RecordText.Of(step.Change.Key)} is contested"),
            contested.Count, ExitCode.Conflict, "Nothing is written; --resolve settles what is contested as the file says.");
        var removed = plan.Count(PlanStepKind.Remove);
        Stand([], pruneLimit < removed ? 1 : 0, ExitCode.Invalid, $"{removed} records would be removed, and --prune-limit is {pruneLimit}: nothing is written.");
        return obstacle;

        void Stand(IEnumerable<string> lines, int count, int code, string verdict)
        {
            if (count == 0)
            {
                return;
            }

            obstacle ??= code;
            foreach (var line in lines.Take(MostProblemsTold))
            {
                command.Output.Tell(line);
            }

            command.Output.Tell(count > MostProblemsTold ? $"… and {count - MostProblemsTold} more. {verdict}" : verdict);
        }
    }
}
