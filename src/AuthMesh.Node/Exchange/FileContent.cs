using AuthMesh.Node.Exchange.Native;

namespace AuthMesh.Node.Exchange;

/// <summary>What was read from a file. With any problem, nothing of it is to be used.</summary>
/// <param name="Remarks">What a person should know about how it was read.</param>
internal sealed record FileContent(
    IReadOnlyCollection<FileRecord> Records, FileProblems Problems, IReadOnlyList<DecisionTest> Tests, IReadOnlyList<string> Remarks);
