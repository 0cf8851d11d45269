using AuthMesh.Client;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Node.Rest.Authentication;
using AuthMesh.Node.Rest.Description;
using AuthMesh.Node.Rest.Requests;
using Effect = AuthMesh.Core.Lists.Effect;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Rest.Lists;

/// <summary>A list's records, filtered and page by page.</summary>
internal static class RecordEndpoints
{
    private const int UsualLimit = 100, MostLimit = 1000;

    public static void MapRecords(this IEndpointRouteBuilder api)
    {
        Map(api, "entries", RecordItems.Entry, "Entries with exactly this subject, action, resource and effect, where given.", ["subject", "action", "resource", "effect", "q"], query =>
            new RecordFilter(
                RecordKind.Entry,
                Subject: query.Text("subject"),
                Action: query.Text("action"),
                Resource: query.Text("resource"),
                Effect: query.OneOf("effect", ("allow", Effect.Allow), ("deny", Effect.Deny)),
                Query: query.Text("q")));
        Map(api, "memberships", RecordItems.Membership, "Memberships of exactly this child and parent, where given.", ["child", "parent", "q"], query =>
            new RecordFilter(RecordKind.Membership, Child: query.Text("child"), Parent: query.Text("parent"), Query: query.Text("q")));
        Map(api, "attributes", RecordItems.Attribute, "Attributes of exactly this entity and name, where given.", ["entity", "name", "q"], query =>
            new RecordFilter(RecordKind.Attribute, Entity: query.Text("entity"), Name: query.Text("name"), Query: query.Text("q")));
        Map(api, "conflicts", RecordItems.Conflict, "Contested records of every kind, with all that claims to be their latest change.", ["q"], query =>
            new RecordFilter(Kind: null, Query: query.Text("q"), Contested: true));
    }

    private static void Map<T>(
        IEndpointRouteBuilder api, string path, Func<ListRecord, T> show, string summary, string[] filters, Func<QueryFields, RecordFilter> readFilter) =>
        api.MapGet($"/lists/{{list}}/{path}", (string list, HttpRequest request, ListLookup lists, IListQueries queries) =>
                Read(list, request, lists, queries, readFilter, show))
            .RequireScope(TokenScope.Read)
            .Describe("get" + char.ToUpperInvariant(path[0]) + path[1..], summary)
            .Takes([.. filters, "limit", "cursor"])
            .Answers<Page<T>>().Fails(400, 404, 503);

    private static IResult Read<T>(
        string list, HttpRequest request, ListLookup lists, IListQueries queries, Func<QueryFields, RecordFilter> readFilter, Func<ListRecord, T> show)
    {
        if (!lists.TryFindReadable(list, out var found, out var problem))
        {
            return problem;
        }

        var errors = new RequestErrors();
        var query = new QueryFields(request.Query, errors);
        var filter = readFilter(query);
        var limit = query.Integer("limit", UsualLimit, 1, MostLimit);
        var cursor = query.Text("cursor");
        query.RefuseOthers();
        if (errors.Count > 0)
        {
            return errors.ToProblem();
        }

        try
        {
            var page = queries.Records(found.List, filter, limit, cursor);
            return Results.Ok(new Page<T>([.. page.Records.Select(show)], page.Next));
        }
        catch (FormatException)
        {
            errors.Add("cursor", "is not one that this list gave; leave it out to begin anew");
            return errors.ToProblem();
        }
    }
}
