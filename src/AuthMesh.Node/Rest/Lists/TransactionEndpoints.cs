using AuthMesh.Client;
using AuthMesh.Core.Access;
using AuthMesh.Core.Journal;
using AuthMesh.Node.Rest.Authentication;
using AuthMesh.Node.Rest.Description;
using AuthMesh.Node.Rest.Problems;
using AuthMesh.Node.Rest.Requests;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Rest.Lists;

/// <summary>Writing to a list, and asking who has applied what was written.</summary>
internal static class TransactionEndpoints
{
    public static void MapTransactions(this IEndpointRouteBuilder api)
    {
        api.MapPost("/lists/{list}/transactions", WriteAsync)
            .RequireScope(TokenScope.Write)
            .Describe("writeTransaction", "Applies changes, whole or not at all. Answered when durable here; with `waitFor`, when so many nodes have applied it, or with 202 after a limit.")
            .TakesBody<TransactionRequest>()
            .Answers<TransactionResult>().Answers<TransactionResult>(202).Fails(400, 403, 404, 409, 412, 413, 429, 503);

        api.MapGet("/lists/{list}/receipts/{dot}", ReceiptsAsync)
            .RequireScope(TokenScope.Read)
            .Describe("getReceipts", "Which nodes are known to have applied the batch of a dot.")
            .Answers<ReceiptsItem>().Fails(400, 404);
    }

    private static async Task<IResult> WriteAsync(string list, HttpContext context, ListLookup lists, IListWriter writer, IMeshMonitor mesh, ReceiptWait wait, Core.Persistence.IListQueries queries)
    {
        if (!lists.TryFind(list, out var found, out var problem))
        {
            return problem;
        }

        var (body, refused) = await JsonBody.ReadAsync(context);
        if (refused is not null)
        {
            return refused;
        }

        using (body)
        {
            var errors = new RequestErrors();
            var request = TransactionReader.Read(body!.Root, found.List, context.User.Actor(), errors);
            if (request?.WaitFor?.Nodes > mesh.Current.Nodes.Length)
            {
                errors.Add("waitFor", $"is {request.Value.WaitFor.Value.Nodes}, but the mesh has {mesh.Current.Nodes.Length} nodes");
            }

            if (errors.Count > 0)
            {
                return errors.ToProblem();
            }

            // Not cancelled when the caller hangs up: the write stands or falls by itself.
            return await writer.WriteAsync(request!.Value.Write, CancellationToken.None) switch
            {
                WriteAccepted accepted => await AnswerAsync(accepted, request.Value, wait, queries, context.RequestAborted),
                WriteRejected rejected => WriteProblems.Of(rejected),
                var other => throw new InvalidOperationException($"No answer is known for {other}."),
            };
        }
    }

    private static async Task<IResult> AnswerAsync(WriteAccepted accepted, (WriteRequest Write, WaitFor? WaitFor) request, ReceiptWait wait, Core.Persistence.IListQueries queries, CancellationToken cancellationToken)
    {
        var result = new TransactionResult(accepted.Version.ToString(), accepted.Dot?.ToString());
        if (request.WaitFor is not { } waitFor)
        {
            return Results.Ok(result);
        }

        // Nothing had to change: then it is the version as it stands that the others must have.
        var dots = accepted.Dot is { } dot
            ? [dot.Batch]
            : accepted.Version.Heads.Select(head => queries.FindBatch(request.Write.List, head)!.Dot).ToArray();
        var (receipts, enough) = await wait.WaitAsync(request.Write.List, dots, waitFor.Nodes, cancellationToken);
        result = result with { Applied = Ids(receipts.Applied), Waiting = Ids(receipts.Waiting) };
        return enough ? Results.Ok(result) : Results.Json(result, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ReceiptsAsync(
        string list, string dot, ListLookup lists, IListWriter writer, Core.Persistence.IListQueries queries, CancellationToken cancellationToken)
    {
        if (!lists.TryFind(list, out var found, out var problem))
        {
            return problem;
        }

        var batch = TransactionDot.TryParse(dot, out var transaction) ? transaction.Batch : Dot.TryParse(dot, out var whole) ? whole : default;
        if (batch == default)
        {
            return ApiProblem.Invalid("dot", "is not the place of a transaction or batch that a node gave");
        }

        if (queries.FindBatch(found.List, batch) is null)
        {
            return ApiProblem.NotFound("unknown_dot", $"This node has no batch at {batch}.");
        }

        var receipts = await writer.ReceiptsAsync(found.List, batch, cancellationToken);
        return Results.Ok(new ReceiptsItem(Ids(receipts.Applied), Ids(receipts.Waiting)));
    }

    private static string[] Ids(IEnumerable<Core.Identity.NodeId> nodes) => [.. nodes.Select(node => node.ToString())];
}
