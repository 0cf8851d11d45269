using AuthMesh.Client;
using AuthMesh.Core.Access;
using AuthMesh.Node.Rest.Authentication;
using AuthMesh.Node.Rest.Description;
using AuthMesh.Node.Rest.Lists;
using AuthMesh.Node.Rest.Requests;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Rest.Journal;

/// <summary>A list's history and feed: page by page, or as server-sent events.</summary>
internal static class JournalEndpoints
{
    private const string LastEvent = "Last-Event-ID";

    private const int UsualLimit = 100, MostLimit = 1000, Chunk = 32;

    /// <summary>A page ends early once it has so many bytes of batches.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    public static void MapJournal(this IEndpointRouteBuilder api)
    {
        api.MapGet("/lists/{list}/journal", ReadPage)
            .RequireScope(TokenScope.Read)
            .Describe("getJournal", "What the version `after` does not cover, in this node's order. `limit` counts batches; one that carried several transactions gives an item for each.")
            .Takes("after", "limit")
            .Answers<JournalPage>().Fails(400, 404, 412, 503);

        api.MapGet("/lists/{list}/journal/stream", FollowAsync)
            .RequireScope(TokenScope.Read)
            .Describe("followJournal", "The same as server-sent events, and then every transaction as it is applied. The `id` of an event is a version: `Last-Event-ID` resumes after it.")
            .Takes("after")
            .Produces<JournalItem>(200, "text/event-stream").Fails(400, 404, 412, 429, 503);
    }

    private static IResult ReadPage(string list, HttpRequest request, ListLookup lists, JournalReader journal)
    {
        if (!lists.TryFind(list, out var found, out var problem))
        {
            return problem;
        }

        var errors = new RequestErrors();
        var query = new QueryFields(request.Query, errors);
        var limit = query.Integer("limit", UsualLimit, 1, MostLimit);
        var after = query.Text("after");
        query.RefuseOthers();
        if (errors.Count > 0)
        {
            return errors.ToProblem();
        }

        return journal.TryOpen(found.List, after, "after", out var cursor, out problem) ? Results.Ok(Page(journal, cursor, limit)) : problem;
    }

    private static JournalPage Page(JournalReader journal, JournalCursor cursor, int limit)
    {
        var items = new List<JournalItem>();
        var (batches, bytes) = (0, 0);
        while (batches < limit && bytes < MostBytes)
        {
            var before = batches;
            foreach (var passed in journal.Read(cursor, Math.Min(Chunk, limit - batches)))
            {
                items.AddRange(passed.Items);
                batches++;
                bytes += passed.Bytes;
                if (bytes >= MostBytes)
                {
                    break;
                }
            }

            if (batches == before)
            {
                return new JournalPage(items, cursor.Version.ToString(), More: false);
            }
        }

        var version = cursor.Version.ToString();
        return new JournalPage(items, version, More: journal.Read(cursor, 1).Any());
    }

    private static async Task<IResult> FollowAsync(string list, HttpContext context, ListLookup lists, JournalReader journal, JournalStreams streams)
    {
        if (!lists.TryFind(list, out var found, out var problem))
        {
            return problem;
        }

        var errors = new RequestErrors();
        var query = new QueryFields(context.Request.Query, errors);
        var after = query.Text("after");
        query.RefuseOthers();
        if (errors.Count > 0)
        {
            return errors.ToProblem();
        }

        // A client that lost its connection says itself how far it came; the URL still says where it began.
        var last = context.Request.Headers[LastEvent].ToString();
        if (!journal.TryOpen(found.List, last.Length > 0 ? last : after, last.Length > 0 ? LastEvent : "after", out var cursor, out problem))
        {
            return problem;
        }

        return await streams.ServeAsync(context, cursor);
    }
}
