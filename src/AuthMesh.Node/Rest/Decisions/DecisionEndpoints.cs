using AuthMesh.Client;
using AuthMesh.Node.Rest.Authentication;
using AuthMesh.Node.Rest.Description;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>The OpenID AuthZEN Authorization API 1.0: one question, several at once, and searches.</summary>
/// <remarks>
/// Fields that are not known are ignored here, as that API wants it. Answers come from the list's index in memory; nothing waits and nothing is locked.
/// The endpoints stand before the machinery that pages need (sessions, policies, anti-forgery), and ask for their token themselves.
/// </remarks>
internal static class DecisionEndpoints
{
    public static void MapDecisions(this IEndpointRouteBuilder endpoints)
    {
        MapFor(endpoints.MapGroup("/access/v1"), "", "the list `default`");
        MapFor(endpoints.MapGroup("/lists/{list}/access/v1"), "InList", "this list");
    }

    private static void MapFor(IEndpointRouteBuilder access, string suffix, string where)
    {
        access.MapQuestion("/evaluation", QuestionKind.Evaluation)
            .Describe("evaluate" + suffix, $"May this subject do this to that resource, by {where}?")
            .TakesBody<EvaluationRequest>()
            .Answers<EvaluationDecision>();

        access.MapQuestion("/evaluations", QuestionKind.Evaluations)
            .Describe("evaluateMany" + suffix, $"Several questions at once, by {where}. Without `evaluations` it is one question.")
            .TakesBody<EvaluationsRequest>()
            .Answers<EvaluationsDecision>();

        access.MapQuestion("/search/subject", QuestionKind.SubjectSearch)
            .Describe("searchSubjects" + suffix, $"Which subjects of a type may do this, by {where}? Found is who is known: an entity that appears in any record.")
            .TakesBody<SubjectSearch>()
            .Answers<EntitiesFound>();

        access.MapQuestion("/search/resource", QuestionKind.ResourceSearch)
            .Describe("searchResources" + suffix, $"On which resources of a type may the subject do this, by {where}?")
            .TakesBody<ResourceSearch>()
            .Answers<EntitiesFound>();

        access.MapQuestion("/search/action", QuestionKind.ActionSearch)
            .Describe("searchActions" + suffix, $"What may the subject do with the resource, by {where}?")
            .TakesBody<ActionSearch>()
            .Answers<ActionsFound>();
    }

    private static RouteHandlerBuilder MapQuestion(this IEndpointRouteBuilder access, string path, QuestionKind kind)
    {
        // Found at the first request: settings are looked at before anything is made of them.
        var requests = new Lazy<DecisionRequests>(access.ServiceProvider.GetRequiredService<DecisionRequests>);
        Delegate serve = (HttpContext context) => requests.Value.ServeAsync(context, kind);
        var endpoint = access.MapPost(path, serve).WithMetadata(new RequiredScope(TokenScope.Check)).Fails(400, 412, 413, 503);
        endpoint.ShortCircuit();
        return endpoint;
    }
}
