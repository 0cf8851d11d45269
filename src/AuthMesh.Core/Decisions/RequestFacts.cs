using AuthMesh.Core.Conditions;

namespace AuthMesh.Core.Decisions;

/// <summary>What a question brings along for conditions; each a map, or Absent.</summary>
/// <param name="SubjectProperties">They win over stored attributes, key by key; likewise those of action and resource.</param>
/// <param name="Context">Where it has no <c>time</c>, that is the instant of the decision.</param>
public sealed record RequestFacts(Value SubjectProperties, Value ActionProperties, Value ResourceProperties, Value Context);
