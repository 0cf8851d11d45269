using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthMesh.Client.Authorization;

/// <summary>Asks a node whether the signed-in user may. Fails closed: no answer, no user or no resource is no.</summary>
internal sealed class AuthMeshAuthorizationHandler(
    AuthMeshClient client, IOptions<AuthMeshAuthorizationOptions> options, ILogger<AuthMeshAuthorizationHandler> logger) : AuthorizationHandler<AuthMeshRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AuthMeshRequirement requirement)
    {
        var settings = options.Value;
        if (context.User.FindFirst(settings.SubjectClaim)?.Value is not { Length: > 0 } id || ResourceOf(context, requirement) is not { } resource)
        {
            return;
        }

        try
        {
            var question = new EvaluationRequest(new(settings.SubjectType, id), new(requirement.Action), resource);
            if (await client.IsAllowedAsync(question, settings.List))
            {
                context.Succeed(requirement);
            }
        }
        catch (AuthMeshException e)
        {
            logger.LogWarning("Denied, because the node gave no decision ({Code}): {Detail}", e.Code, e.Message);
        }
    }

    private static EvaluationEntity? ResourceOf(AuthorizationHandlerContext context, AuthMeshRequirement requirement) =>
        (requirement.Resource ?? context.Resource) switch
        {
            EvaluationEntity entity => entity,
            string text when text.Contains(':', StringComparison.Ordinal) => EvaluationEntity.Parse(text),
            _ => null,
        };
}
