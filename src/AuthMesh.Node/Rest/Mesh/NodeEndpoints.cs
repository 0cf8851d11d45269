using AuthMesh.Client;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Node.Hosting;
using AuthMesh.Node.Rest.Authentication;
using AuthMesh.Node.Rest.Description;
using AuthMesh.Node.Rest.Problems;
using AuthMesh.Node.Rest.Requests;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Rest.Mesh;

/// <summary>This node and the others.</summary>
internal static class NodeEndpoints
{
    public static void MapNodes(this IEndpointRouteBuilder api)
    {
        api.MapGet("/node", (NodeDescription node) => TypedResults.Ok(node.Current))
            .RequireScope(TokenScope.Read)
            .Describe("getNode", "The node that answers.")
            .Answers<NodeInfo>();

        api.MapGet("/nodes", (IMeshMonitor mesh) => TypedResults.Ok(NodeItems.Of(mesh.Current)))
            .RequireScope(TokenScope.Read)
            .Describe("getNodes", "All nodes of the mesh as this one sees them, and the newcomers that wait for approval here.")
            .Answers<MeshNodeItem[]>();

        api.MapPost("/nodes/{id}/approve", ApproveAsync)
            .RequireScope(TokenScope.Admin)
            .Describe("approveNode", "Lets a newcomer in that waits for approval at this node.")
            .Answers(204).Fails(400, 403, 404, 409, 503);
    }

    private static async Task<IResult> ApproveAsync(string id, HttpContext context, IMeshAdministration mesh)
    {
        if (!NodeId.TryParse(id, out var node))
        {
            return ApiProblem.Invalid("id", "is no node id, or has a typing error: its check characters do not fit");
        }

        if (await JsonBody.RefuseContentAsync(context) is { } refused)
        {
            return refused;
        }

        var outcome = await mesh.ApproveAsync(node, context.User.Actor(), context.RequestAborted);
        return outcome.Error is { } error ? MeshProblems.Of(error, outcome.Detail) : Results.NoContent();
    }
}
