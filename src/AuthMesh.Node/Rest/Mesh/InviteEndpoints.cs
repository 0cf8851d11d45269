using AuthMesh.Client;
using AuthMesh.Core.Access;
using AuthMesh.Node.Hosting;
using AuthMesh.Node.Rest.Authentication;
using AuthMesh.Node.Rest.Description;
using AuthMesh.Node.Rest.Problems;
using AuthMesh.Node.Rest.Requests;
using TokenScope = AuthMesh.Core.Access.TokenScope;
using InviteRequest = AuthMesh.Core.Access.InviteRequest;

namespace AuthMesh.Node.Rest.Mesh;

/// <summary>The two ends of joining: making an invitation, and using one.</summary>
internal static class InviteEndpoints
{
    private const int UsualSeconds = 3600, LeastSeconds = 60, MostSeconds = 7 * 24 * 3600, MostUses = 1000;

    /// <summary>The code of a join that waits for a steward: no failure, the node goes on asking.</summary>
    private const string PendingApproval = "pending_approval";

    public static void MapInvites(this IEndpointRouteBuilder api)
    {
        api.MapPost("/invites", InviteAsync)
            .RequireScope(TokenScope.Admin)
            .Describe("invite", "Makes an invitation to the mesh: one pasteable string, which is a secret.")
            .TakesBody<Client.InviteRequest>()
            .Answers<Invitation>().Fails(400, 403, 503);

        api.MapPost("/join", JoinAsync)
            .RequireScope(TokenScope.Admin)
            .Describe("join", "Makes this node join the mesh of an invitation. Only a node that is alone and has written nothing can. Answered when it is admitted, or with 202 while a steward has yet to approve it.")
            .TakesBody<JoinRequest>()
            .Answers<JoinResult>().Answers<JoinResult>(202).Fails(400, 403, 409, 502, 503);
    }

    private static async Task<IResult> InviteAsync(HttpContext context, IMeshAdministration mesh)
    {
        var (body, refused) = await JsonBody.ReadOptionalAsync(context);
        if (refused is not null)
        {
            return refused;
        }

        using (body)
        {
            var errors = new RequestErrors();
            var request = ReadInvite(body!, context.User.Actor(), errors);
            if (errors.Count > 0)
            {
                return errors.ToProblem();
            }

            var outcome = await mesh.InviteAsync(request!, context.RequestAborted);
            context.Response.Headers.CacheControl = "no-store";
            return outcome.Join is { } join
                ? Results.Ok(new Invitation(join, outcome.ExpiresAt))
                : MeshProblems.Of(outcome.Error ?? "not_allowed", outcome.Detail ?? "The mesh gave no invitation.");
        }
    }

    private static InviteRequest? ReadInvite(JsonBody body, string actor, RequestErrors errors)
    {
        if (JsonFields.Of(body.Root, "", errors) is not { } fields)
        {
            return null;
        }

        var seconds = fields.Integer("ttlSeconds", LeastSeconds, MostSeconds) ?? UsualSeconds;
        var uses = fields.Integer("uses", 1, MostUses) ?? 1;
        var request = new InviteRequest(TimeSpan.FromSeconds(seconds), uses, fields.Flag("approve"), fields.Flag("steward"), actor);
        fields.RefuseOthers();
        return request;
    }

    private static async Task<IResult> JoinAsync(HttpContext context, IMeshAdministration mesh, NodeDescription node)
    {
        var (body, refused) = await JsonBody.ReadAsync(context);
        if (refused is not null)
        {
            return refused;
        }

        using (body)
        {
            var errors = new RequestErrors();
            var fields = JsonFields.Of(body!.Root, "", errors);
            var join = fields?.RequiredText("join");
            fields?.RefuseOthers();
            if (errors.Count > 0)
            {
                return errors.ToProblem();
            }

            var outcome = await mesh.JoinAsync(join!, context.RequestAborted);
            return outcome.Error switch
            {
                null => Results.Ok(new JoinResult(JoinState.Joined, node.Current)),
                PendingApproval => Results.Json(new JoinResult(JoinState.Pending, node.Current), statusCode: StatusCodes.Status202Accepted),
                var error => MeshProblems.Of(error, outcome.Detail),
            };
        }
    }
}
