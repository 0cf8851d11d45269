namespace AuthMesh.Client;

/// <summary>An error as RFC 9457 problem details.</summary>
/// <param name="Code">Stable and snake_case: what a program decides by.</param>
/// <param name="Title">The code in words.</param>
/// <param name="Detail">What was wrong this time.</param>
/// <param name="Errors">Everything that is wrong with the request, by field; absent when it is about the whole.</param>
/// <param name="RequestId">Names the request in the node's log.</param>
/// <param name="Type"><c>urn:authmesh:problem:</c> and the code: a name of the kind of problem, not an address.</param>
public sealed record Problem(string Code, string Title, int Status, string Detail, IReadOnlyList<FieldError>? Errors = null, string? RequestId = null, string? Type = null);

/// <summary>What is wrong with one field.</summary>
/// <param name="Field">Its place, e.g. <c>changes[2].subject</c>.</param>
/// <param name="Detail">What is wrong and what is allowed.</param>
public sealed record FieldError(string Field, string Detail);
