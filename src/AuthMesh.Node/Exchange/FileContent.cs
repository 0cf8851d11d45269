using AuthMesh.Node.Exchange.Native;

namespace AuthMesh.Node.Exchange;

/// <summary>What was read from a file. With any problem, nothing of it is to be used.</summary>
/// <param name="Remarks">What a person should know about how it was read.</param>
internal sealed record FileContent(
    IReadOnlyCollection<FileRecord> Records, FileProblems Problems, IReadOnlyList<DecisionTest> Tests, IReadOnlyList<string> Remarks)
{
    /// <summary>Of a native file: who owns its records; null when it does not say.</summary>
    public string? Owner { get; init; }

    /// <summary>For an import of requests of another kind: the question that a request becomes, as JSON with <c>{field}</c> where its values go.</summary>
    public string? Question { get; init; }

    /// <summary>The fields of such a request, in their order.</summary>
    public IReadOnlyList<string> RequestFields { get; init; } = [];
}
