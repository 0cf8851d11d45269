using AuthMesh.Core.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Rest.Authentication;

/// <summary>Grants an endpoint to callers whose token has its scope, and checks to everyone where the configuration says so.</summary>
internal sealed class RequiredScopeHandler(IOptions<ApiOptions> options) : AuthorizationHandler<RequiredScope>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RequiredScope requirement)
    {
        if (context.User.HasScope(requirement.Scope) || (requirement.Scope == TokenScope.Check && options.Value.AnonymousChecks))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
