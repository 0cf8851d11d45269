using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Exchange.Plans;

/// <summary>What it takes to make a list as a file says.</summary>
/// <param name="Steps">In the order in which they are to be written.</param>
/// <param name="Same">How many records of the file stand in the list already.</param>
/// <param name="Foreign">The records that another owner holds; with any, nothing is to be written.</param>
internal sealed record ListPlan(IReadOnlyList<PlanStep> Steps, long Same, IReadOnlyList<(FileRecord Record, OwnerLabel Owner)> Foreign)
{
    public int Count(PlanStepKind kind) => Steps.Count(step => step.Kind == kind);
}
