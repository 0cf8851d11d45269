using Microsoft.AspNetCore.Authorization;

namespace AuthMesh.Client.Authorization;

/// <summary>The signed-in user may do this to a resource, says the node.</summary>
/// <param name="Action">A bare action name.</param>
/// <param name="Resource"><c>type:id</c>; null when the resource is given where authorization is asked for
/// (<c>IAuthorizationService.AuthorizeAsync(user, "doc:/a", …)</c> with a text, or with an <see cref="EvaluationEntity"/>).</param>
public sealed record AuthMeshRequirement(string Action, string? Resource = null) : IAuthorizationRequirement;
