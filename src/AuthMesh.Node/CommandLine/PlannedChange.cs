using AuthMesh.Client;
using AuthMesh.Node.Exchange.Plans;

namespace AuthMesh.Node.CommandLine;

/// <summary>A change that a dry run found to be needed.</summary>
/// <param name="Line">Where the file says so; absent for a removal.</param>
internal sealed record PlannedChange(PlanStepKind Kind, long? Line, ListChange Change);
