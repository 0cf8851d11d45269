using System.Text.Json;
using AuthMesh.Core.Access;
using AuthMesh.Core.Decisions;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Answers searches, page by page.</summary>
internal sealed class Searches(DecisionClock clock)
{
    /// <summary>The most results of a page, also when more or nothing is asked for.</summary>
    private const int MostResults = 1000;

    /// <summary>Answers, or notes what is wrong and answers nothing.</summary>
    public void Answer(HttpContext context, ListSnapshot list, SearchSide open, in QuestionBody body, RequestErrors errors)
    {
        if (!body.Question.TryComplete(open, errors, out var asked))
        {
            return;
        }

        var page = new SearchPage([], null);
        var next = "";
        if (asked is { } question)
        {
            var after = body.Page?.Token is { } token ? SearchToken.Read(list.List, question, token) : null;
            if (after is null && body.Page?.Token is not null)
            {
                errors.Add("page.token", "is none that this search gave");
                return;
            }

            page = Search.Find(list.Index, list.Inventory, question, after, Math.Min(body.Page?.Limit ?? MostResults, MostResults), clock.Now);
            next = page.Last is { } last ? SearchToken.Make(list.List, question, last) : "";
        }

        using var json = DecisionAnswers.Writer(context.Response);
        Write(json, page, open, next, isPageWanted: body.Page is not null || next.Length > 0);
    }

    private static void Write(Utf8JsonWriter json, SearchPage page, SearchSide open, string next, bool isPageWanted)
    {
        json.WriteStartObject();
        if (isPageWanted)
        {
            json.WriteStartObject("page"u8);
            json.WriteString("next_token"u8, next);
            json.WriteEndObject();
        }

        json.WriteStartArray("results"u8);
        foreach (var entity in page.Found)
        {
            var colon = entity.IndexOf(':', StringComparison.Ordinal);
            json.WriteStartObject();
            if (open == SearchSide.Action)
            {
                json.WriteString("name"u8, entity.AsSpan(colon + 1));
            }
            else
            {
                json.WriteString("type"u8, entity.AsSpan(0, colon));
                json.WriteString("id"u8, entity.AsSpan(colon + 1));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
