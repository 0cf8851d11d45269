namespace AuthMesh.Core.Decisions;

/// <summary>A question: may this subject do this to that resource?</summary>
/// <param name="Subject"><c>type:id</c>.</param>
/// <param name="Action">A bare name.</param>
/// <param name="Resource"><c>type:id</c>.</param>
/// <param name="Facts">What the request itself says of them, for conditions; null for nothing.</param>
public readonly record struct AccessRequest(string Subject, string Action, string Resource, RequestFacts? Facts = null);
