using AuthMesh.Core.Conditions;

namespace AuthMesh.Core.Decisions;

/// <summary>What a request says beside its three names, for conditions to read. Each is a map, or Absent.</summary>
/// <param name="SubjectProperties">They win over stored attributes of the same name, but for those that the list marks as stored-only; likewise the two below.</param>
/// <param name="ActionProperties">Of the action.</param>
/// <param name="ResourceProperties">Of the resource.</param>
/// <param name="Context">Of the request as a whole; its <c>time</c> (a timestamp) takes the place of the instant of the decision.</param>
public sealed record RequestFacts(Value SubjectProperties, Value ActionProperties, Value ResourceProperties, Value Context);
