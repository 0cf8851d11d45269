using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>A list's records arranged for answering questions: immutable, shared by all readers, replaced as a whole.</summary>
public sealed class DecisionIndex
{
    /// <summary>No records: everything is denied.</summary>
    public static DecisionIndex Empty { get; } = new();

    /// <summary>From all records of a list, in any order.</summary>
    public static DecisionIndex Build(IEnumerable<ListRecord> records) => Empty;

    /// <summary>With these records in the place of those of the same keys. The cost follows the number of records given, not of those held.</summary>
    public DecisionIndex With(IReadOnlyCollection<ListRecord> changed) => this;

    /// <summary>True when the request is allowed at the instant (Unix milliseconds). Takes no lock, allocates little, never throws.</summary>
    public bool IsAllowed(in AccessRequest request, long instant) => false;
}
