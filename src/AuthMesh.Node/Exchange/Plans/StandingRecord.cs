using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Exchange.Plans;

/// <summary>A record as it stands in a list.</summary>
/// <param name="Details">Of a contested one: what its latest put says.</param>
internal sealed record StandingRecord(RecordKey Key, Details Details, bool IsContested);
