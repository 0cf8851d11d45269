using AuthMesh.Client;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Hosting;
using AuthMesh.Node.Rest.Description;
using AuthMesh.Node.Rest.Problems;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Tells clients where the access API is (AuthZEN, Policy Decision Point Metadata). Every list is a decision point of its own.</summary>
/// <remarks>
/// A decision point with a path has its metadata at the well-known path with its own path behind it (RFC 8615, as RFC 8414 does it). Nothing here needs a token, so nothing
/// is told that would need one: whether a list exists is not looked at. Addresses are those of the configuration, never of the request.
/// </remarks>
internal static class DecisionMetadata
{
    private const string WellKnown = "/.well-known/authzen-configuration";

    public static void MapDecisionMetadata(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(WellKnown, (PublicAddress address) => TypedResults.Ok(Of(address, "")))
            .Describe("getDecisionMetadata", "Where the access API of the list `default` is.")
            .Answers<DecisionPoint>();

        endpoints.MapGet(WellKnown + "/lists/{list}", (string list, PublicAddress address) => ListName.TryParse(list, out var name) && !name.IsMesh
                ? Results.Ok(Of(address, "/lists/" + name))
                : ApiProblem.NotFound("unknown_list", "No list can have this name."))
            .Describe("getDecisionMetadataInList", "Where the access API of this list is.")
            .Answers<DecisionPoint>().Fails(404);
    }

    private static DecisionPoint Of(PublicAddress address, string path)
    {
        var point = address.Url + path;
        return new DecisionPoint(
            point,
            point + "/access/v1/evaluation",
            point + "/access/v1/evaluations",
            point + "/access/v1/search/subject",
            point + "/access/v1/search/resource",
            point + "/access/v1/search/action");
    }
}
