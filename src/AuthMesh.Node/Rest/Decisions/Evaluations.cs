using System.Text.Json;
using AuthMesh.Core.Access;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Answers one question, or several in their order.</summary>
internal sealed class Evaluations(DecisionClock clock)
{
    /// <summary>Answers, or notes what is wrong and answers nothing.</summary>
    public void Answer(HttpContext context, ListSnapshot list, in QuestionBody body, RequestErrors errors)
    {
        var now = clock.Now;
        var isContextWanted = DecisionContext.IsWanted(context.Request);
        if (body.Items is { Count: > 0 } items)
        {
            if (errors.Count == 0)
            {
                using var json = DecisionAnswers.Writer(context.Response);
                WriteAll(json, list, items, body, now, isContextWanted);
            }
        }
        else if (body.Question.TryComplete(errors, out var request))
        {
            var decision = request is { } asked && list.Index.IsAllowed(asked, now);
            if (isContextWanted)
            {
                using var json = DecisionAnswers.Writer(context.Response);
                DecisionAnswers.Write(json, decision, (list, now));
            }
            else
            {
                DecisionAnswers.Write(context.Response, decision);
            }
        }
    }

    private static void WriteAll(Utf8JsonWriter json, ListSnapshot list, List<AskedItem> items, in QuestionBody body, long now, bool isContextWanted)
    {
        json.WriteStartObject();
        json.WriteStartArray("evaluations"u8);
        foreach (var item in items)
        {
            var (decision, error) = Decide(list, item, body.Question, now);
            DecisionAnswers.Write(json, decision, isContextWanted ? (list, now) : null, error);
            if (decision == body.StopAt)
            {
                break;
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A question that cannot be read is denied at its place, and does not spoil the others.</summary>
    private static (bool Decision, string? Error) Decide(ListSnapshot list, in AskedItem item, in AskedQuestion common, long now)
    {
        if (item.Error is not null)
        {
            return (false, item.Error);
        }

        var errors = new RequestErrors();
        return item.Question.Or(common).TryComplete(errors, out var request)
            ? (request is { } asked && list.Index.IsAllowed(asked, now), null)
            : (false, errors.First);
    }
}
