using AuthMesh.Client;
using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Replication;
using AuthMesh.Node.Rest.Authentication;
using AuthMesh.Node.Rest.Description;
using AuthMesh.Node.Rest.Problems;
using AuthMesh.Node.Rest.Requests;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Rest.Lists;

/// <summary>Lists as a whole: which there are, their state, a new one.</summary>
internal static class ListEndpoints
{
    public static void MapLists(this IEndpointRouteBuilder api)
    {
        api.MapGet("/lists", (IListMonitor lists, DataAges ages) => TypedResults.Ok(lists.Lists.Select(list => StatusOf(list, ages)).ToArray()))
            .RequireScope(TokenScope.Read)
            .Describe("getLists", "All lists, by name.")
            .Answers<ListStatus[]>();

        api.MapGet("/lists/{list}/status", (string list, ListLookup lists, DataAges ages) =>
                lists.TryFind(list, out var found, out var problem) ? Results.Ok(StatusOf(found, ages)) : problem)
            .RequireScope(TokenScope.Read)
            .Describe("getListStatus", "The state of a list at this node: what it holds, and up to which version.")
            .Answers<ListStatus>().Fails(404);

        api.MapPut("/lists/{list}", PutAsync)
            .RequireScope(TokenScope.Admin)
            .Describe("putList", "Declares a list in the mesh; done also when it exists. Changes the settings that the body names and leaves the others. The name `mesh` is reserved.")
            .MayTakeBody<ListSettingsRequest>()
            .Answers<ListStatus>().Fails(400, 403, 409, 503);
    }

    private static async Task<IResult> PutAsync(string list, HttpContext context, IMeshAdministration mesh, ListLookup lists, DataAges ages)
    {
        if (!ListName.TryParse(list, out var name) || name.IsMesh)
        {
            return ApiProblem.Invalid("list", $"is no name for a list; allowed are {ListName.Allowed}, but not 'mesh'");
        }

        var (body, refused) = await JsonBody.ReadOptionalAsync(context);
        if (refused is not null)
        {
            return refused;
        }

        using (body)
        {
            var errors = new RequestErrors();
            if (ListSettingsReader.Read(body!.Root, name, errors) is not { } configuration)
            {
                return errors.ToProblem();
            }

            return await ConfigureAsync(configuration, context, mesh, lists, ages);
        }
    }

    private static async Task<IResult> ConfigureAsync(ListConfiguration configuration, HttpContext context, IMeshAdministration mesh, ListLookup lists, DataAges ages)
    {
        var outcome = await mesh.ConfigureListAsync(configuration, context.User.Actor(), context.RequestAborted);
        return outcome.Error is { } error ? MeshProblems.Of(error, outcome.Detail)
            : lists.TryFind(configuration.List.Value, out var found, out var problem) ? Results.Ok(StatusOf(found, ages))
            : problem;
    }

    private static ListStatus StatusOf(ListSnapshot list, DataAges ages) => new(
        list.List.Value,
        list.Ready,
        list.UpgradeRequired,
        list.Version.ToString(),
        list.StateHash.ToString(),
        list.Counts.Entries,
        list.Counts.Memberships,
        list.Counts.Attributes,
        list.Counts.Conflicts,
        [.. list.Vector.Select(tip => new WriterTip(tip.Writer.Node.ToString(), tip.Writer.Incarnation.ToString(), tip.Seq, tip.Batch.ToString()))],
        ages.Of(list.List)?.TotalSeconds)
    {
        StoredOnly = [.. list.Settings.StoredOnly],
        ContestedSettings = list.Settings.Contested.IsEmpty ? null : [.. list.Settings.Contested],
    };
}
