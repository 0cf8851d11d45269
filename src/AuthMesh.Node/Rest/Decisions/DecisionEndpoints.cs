using System.Text.Json;
using AuthMesh.Client;
using AuthMesh.Core.Access;
using AuthMesh.Node.Rest.Authentication;
using AuthMesh.Node.Rest.Description;
using AuthMesh.Node.Rest.Problems;
using AuthMesh.Node.Rest.Requests;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>The OpenID AuthZEN Authorization API 1.0: one question, or several at once.</summary>
/// <remarks>Fields that are not known are ignored here, as that API wants it. Answers come from the list's index in memory; nothing waits and nothing is locked.</remarks>
internal static class DecisionEndpoints
{
    private const int MostQuestions = 1000;

    private delegate Task AnswerQuestions(HttpContext context, ListSnapshot list, JsonElement body, DecisionClock clock);

    public static void MapDecisions(this IEndpointRouteBuilder endpoints)
    {
        MapFor(endpoints.MapGroup("/access/v1"), "", "the list `default`");
        MapFor(endpoints.MapGroup("/lists/{list}/access/v1"), "InList", "this list");
    }

    private static void MapFor(IEndpointRouteBuilder access, string suffix, string where)
    {
        access.MapPost("/evaluation", (HttpContext context, DecisionSource source, DecisionClock clock) => AnswerAsync(context, source, clock, AnswerOneAsync))
            .RequireScope(TokenScope.Check)
            .Describe("evaluate" + suffix, $"May this subject do this to that resource, by {where}?")
            .TakesBody<EvaluationRequest>()
            .Answers<EvaluationDecision>().Fails(400, 412, 413, 503);

        access.MapPost("/evaluations", (HttpContext context, DecisionSource source, DecisionClock clock) => AnswerAsync(context, source, clock, AnswerManyAsync))
            .RequireScope(TokenScope.Check)
            .Describe("evaluateMany" + suffix, $"Several questions at once, by {where}. Without `evaluations` it is one question.")
            .TakesBody<EvaluationsRequest>()
            .Answers<EvaluationsDecision>().Fails(400, 412, 413, 503);
    }

    private static async Task AnswerAsync(HttpContext context, DecisionSource source, DecisionClock clock, AnswerQuestions answer)
    {
        var (list, problem) = await source.FindAsync(context);
        if (problem is not null)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        var (body, refused) = await JsonBody.ReadAsync(context);
        if (refused is not null)
        {
            // AuthZEN knows 400 for every request that it cannot read, a wrong media type included.
            await (refused.Status == StatusCodes.Status415UnsupportedMediaType ? refused with { Status = StatusCodes.Status400BadRequest } : refused).ExecuteAsync(context);
            return;
        }

        using (body)
        {
            if (body!.Root.ValueKind != JsonValueKind.Object)
            {
                await ApiProblem.Invalid("body", "is no object").ExecuteAsync(context);
                return;
            }

            await answer(context, list!, body.Root, clock);
        }
    }

    private static async Task AnswerOneAsync(HttpContext context, ListSnapshot list, JsonElement body, DecisionClock clock)
    {
        var errors = new RequestErrors();
        if (!new Question(body, body).TryRead(errors, out var request))
        {
            await errors.ToProblem().ExecuteAsync(context);
            return;
        }

        var decision = request is { } asked && list.Index.IsAllowed(asked, clock.Now);
        await DecisionAnswers.WriteAsync(context.Response, decision, context.RequestAborted);
    }

    private static async Task AnswerManyAsync(HttpContext context, ListSnapshot list, JsonElement body, DecisionClock clock)
    {
        if (!body.TryGetProperty("evaluations", out var questions) || (questions.ValueKind == JsonValueKind.Array && questions.GetArrayLength() == 0))
        {
            await AnswerOneAsync(context, list, body, clock);
            return;
        }

        var errors = new RequestErrors();
        var stopAt = EvaluationsShape.Read(body, questions, MostQuestions, errors);
        if (errors.Count > 0)
        {
            await errors.ToProblem().ExecuteAsync(context);
            return;
        }

        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("evaluations"u8);
        var now = clock.Now;
        foreach (var item in questions.EnumerateArray())
        {
            var (decision, error) = Answer(list, item, body, now);
            DecisionAnswers.WriteItem(json, decision, error);
            if (decision == stopAt)
            {
                break;
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A question that cannot be read is denied at its place, and does not spoil the others.</summary>
    private static (bool Decision, string? Error) Answer(ListSnapshot list, JsonElement item, JsonElement defaults, long now)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return (false, "The item is no object.");
        }

        var errors = new RequestErrors();
        return new Question(item, defaults).TryRead(errors, out var request)
            ? (request is { } asked && list.Index.IsAllowed(asked, now), null)
            : (false, errors.First);
    }
}
