using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Exchange.Plans;

/// <summary>Compares a file with the records of a list, which pass by one after the other, and works out what to write.</summary>
/// <param name="owner">Who owns the file's records; null when nobody does, and what others own is written over.</param>
/// <param name="prunes">Removes what the owner has in the list and no more in the file.</param>
internal sealed class ListPlanner(IEnumerable<FileRecord> file, OwnerLabel? owner = null, bool prunes = false)
{
    private readonly Dictionary<RecordKey, FileRecord> _missing = file.ToDictionary(record => record.Key);
    private readonly List<PlanStep> _steps = [];
    private readonly List<(FileRecord, OwnerLabel)> _foreign = [];
    private long _same;

    /// <summary>Takes a record of the list into account. Each comes once, in any order.</summary>
    public void See(StandingRecord standing)
    {
        var standingOwner = OwnerLabel.Of(standing.Details.Note);
        if (!_missing.Remove(standing.Key, out var wanted))
        {
            if (prunes && owner is not null && standingOwner == owner)
            {
                _steps.Add(new PlanStep(PlanStepKind.Remove, Change.Remove(standing.Key), null));
            }
        }
        else if (owner is not null && standingOwner is { } other && other != owner)
        {
            _foreign.Add((wanted, other));
        }
        else if (standing.IsContested)
        {
            _steps.Add(new PlanStep(PlanStepKind.Settle, wanted.ToPut(), wanted.At));
        }
        else if (standing.Details == wanted.Details)
        {
            _same++;
        }
        else
        {
            _steps.Add(new PlanStep(PlanStepKind.Alter, wanted.ToPut(), wanted.At));
        }
    }

    /// <summary>The plan, after all records of the list were seen.</summary>
    /// <remarks>What restricts is written first and what restricts is taken away last, so that a writing cut short leaves the list
    /// without a grant whose denial was still to come, as far as the order of changes can see to that.</remarks>
    public ListPlan Finish()
    {
        var added = _missing.Values.Select(record => new PlanStep(PlanStepKind.Add, record.ToPut(), record.At));
        return new ListPlan([.. _steps.Concat(added).OrderBy(step => Rank(step.Change))], _same, _foreign);
    }

    private static int Rank(Change change) => (change.Operation, change.Key) switch
    {
        (ChangeOperation.Put, EntryKey { Effect: Effect.Deny }) => 0,
        (ChangeOperation.Remove, EntryKey { Effect: Effect.Allow }) => 1,
        (_, AttributeKey) => 2,
        (ChangeOperation.Put, MembershipKey) => 3,
        (ChangeOperation.Put, _) => 4,
        (ChangeOperation.Remove, MembershipKey) => 5,
        _ => 6,
    };
}
