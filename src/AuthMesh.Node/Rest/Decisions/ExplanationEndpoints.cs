using AuthMesh.Client;
using AuthMesh.Core.Access;
using AuthMesh.Core.Persistence;
using AuthMesh.Node.Replication;
using AuthMesh.Node.Rest.Authentication;
using AuthMesh.Node.Rest.Description;
using AuthMesh.Node.Rest.Problems;
using AuthMesh.Node.Rest.Requests;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Why a question is answered as it is.</summary>
internal static class ExplanationEndpoints
{
    public static void MapExplanations(this IEndpointRouteBuilder api) =>
        api.MapPost("/lists/{list}/explain", ExplainAsync)
            .RequireScope(TokenScope.Read)
            .Describe("explain", "Why is this question answered as it is? The entries that decide, those that nearly do, and what is missing for an allow.")
            .TakesBody<EvaluationRequest>()
            .Answers<DecisionExplanation>().Fails(400, 404, 412, 413, 415, 503);

    private static async Task<IResult> ExplainAsync(HttpContext context, DecisionSource source, DecisionClock clock, DataAges ages, IListQueries queries, IMeshMonitor mesh)
    {
        var (list, problem) = await source.FindAsync(context);
        if (problem is not null)
        {
            return problem;
        }

        (var bytes, problem) = await RequestBody.ReadAsync(context, unsupported: StatusCodes.Status415UnsupportedMediaType);
        if (problem is not null)
        {
            return problem;
        }

        var errors = new RequestErrors();
        if (DecisionRequests.Read(context, bytes, QuestionKind.Evaluation, errors, out var body) is { } refusal)
        {
            return refusal;
        }

        if (!body.Question.TryComplete(errors, out var request))
        {
            return errors.ToProblem();
        }

        var now = clock.Now;
        var explanation = list!.Index.Explain(request ?? default, now);
        return Results.Ok(ExplanationItems.For(list.List, explanation, queries).Show(list, explanation, mesh.Current.Nodes, now, ages.Of(list.List)));
    }
}
