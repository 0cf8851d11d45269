using AuthMesh.Client;
using AuthMesh.Node.Exchange;
using AuthMesh.Node.Exchange.Plans;
using AuthMesh.Node.Rest.Lists;

namespace AuthMesh.Node.CommandLine;

/// <summary>What a file changes in a list, as a command tells it.</summary>
/// <param name="Changed">Records that get another window, note or value; <paramref name="Settled"/> are those that were contested.</param>
/// <param name="Refused">What is wrong with the file; then nothing is written.</param>
/// <param name="RefusedCount">How many; of very many, the first are listed.</param>
/// <param name="Changes">What would be written; of a dry run only.</param>
/// <param name="Question">Of an import from Casbin: the question that a request becomes.</param>
internal sealed record PlanReport(
    string List, bool DryRun, int New, int Changed, int Settled, int Removed, long Same, int RefusedCount,
    IReadOnlyList<RefusedPart> Refused, IReadOnlyList<PlannedChange>? Changes, IReadOnlyList<string> Remarks, System.Text.Json.JsonElement? Question)
{
    public static PlanReport Of(string list, bool isDryRun, ListPlan plan, FileContent content) => new(
        list, isDryRun,
        plan.Count(PlanStepKind.Add), plan.Count(PlanStepKind.Alter), plan.Count(PlanStepKind.Settle), plan.Count(PlanStepKind.Remove), plan.Same,
        content.Problems.Count, [.. content.Problems.Kept.Select(problem => new RefusedPart(problem.File, problem.At.Line, problem.At.Column, problem.Message))],
        isDryRun ? [.. plan.Steps.Select(step => new PlannedChange(step.Kind, step.At?.Line, ChangeItems.Of(step.Change)))] : null,
        content.Remarks, content.Question is { } question ? System.Text.Json.JsonElement.Parse(question) : null);

    /// <summary>For people: each change of a dry run on a line of its own, then the sums.</summary>
    public void WriteText(TextWriter output, ListPlan plan)
    {
        foreach (var step in DryRun ? plan.Steps : [])
        {
            var sign = step.Kind switch { PlanStepKind.Add => '+', PlanStepKind.Remove => '-', PlanStepKind.Settle => '!', _ => '~' };
            output.WriteLine($"{sign} {RecordText.Of(step.Change.Key)}");
        }

        output.WriteLine($"new {New}, changed {Changed}, settled {Settled}, removed {Removed}, same {Same}, refused {RefusedCount}");
    }
}

