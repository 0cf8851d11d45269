using AuthMesh.Core.Access;
using Microsoft.AspNetCore.Authorization;

namespace AuthMesh.Node.Rest.Authentication;

/// <summary>The scope that an endpoint asks for.</summary>
internal sealed class RequiredScope(TokenScope scope) : IAuthorizationRequirement
{
    public TokenScope Scope { get; } = scope;

    /// <summary>As tokens and messages write it.</summary>
    public string Name => Scope.ToString().ToLowerInvariant();
}
