using AuthMesh.Core.Access;
using AuthMesh.Node.Rest.Description;

namespace AuthMesh.Node.Rest.Health;

/// <summary>What a load balancer asks. Lost peers make no node unready: it goes on answering from its own list.</summary>
internal static class HealthEndpoints
{
    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/healthz", _methods, () => TypedResults.Ok(new HealthStatus("ok", null)))
            .Describe("getHealth", "200 while the process answers.")
            .Answers<HealthStatus>();

        endpoints.MapMethods("/readyz", _methods, (IMeshMonitor mesh, IListMonitor lists) =>
            {
                var reason = Unready(mesh, lists);
                return Results.Json(new HealthStatus(reason is null ? "ready" : "unready", reason), statusCode: reason is null ? 200 : 503);
            })
            .Describe("getReadiness", "200 when the node can answer checks of every list; 503 with the reason until then.")
            .Answers<HealthStatus>().Answers<HealthStatus>(503);
    }

    private static string? Unready(IMeshMonitor mesh, IListMonitor lists)
    {
        if (mesh.Current.Mesh is null)
        {
            return "The node is in no mesh yet.";
        }

        var missing = lists.Lists.Where(list => !list.Ready || list.UpgradeRequired).Select(list => list.List.Value).ToArray();
        return lists.Lists.IsEmpty ? "The node knows no list yet."
            : missing.Length > 0 ? $"The node cannot answer from: {string.Join(", ", missing)}."
            : null;
    }

    /// <param name="Reason">Absent when all is well.</param>
    internal sealed record HealthStatus(string Status, string? Reason);
}
