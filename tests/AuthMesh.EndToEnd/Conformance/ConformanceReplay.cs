using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AuthMesh.Testing.Nodes;

namespace AuthMesh.EndToEnd.Conformance;

/// <summary>Asks a node what a case asks, and says in which ways the answer is not the one that the case wants.</summary>
public sealed class ConformanceReplay(NodeProcess node) : IDisposable
{
    private const int MostPages = 100;
    private readonly HttpClient _http = node.Http();

    /// <summary>Empty when the case passes.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(ConformanceCase one)
    {
        var errors = new List<string>();
        var results = new List<JsonElement>();
        string? first = null, token = null;
        for (var pages = 1; pages <= MostPages; pages++)
        {
            var before = errors.Count;
            token = await AskAsync(one, token, results, answer => first ??= answer, answer => errors.AddRange(answer == first ? [] : ["is not idempotent"]), errors);
            if (errors.Count > before || (token is null && pages >= (one.Repeat ?? 1)))
            {
                break;
            }
        }

        return errors;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The token of the next page; null when there is none to follow.</summary>
    private async Task<string?> AskAsync(
        ConformanceCase one, string? token, List<JsonElement> results, Action<string> remember, Action<string> compare, List<string> errors)
    {
        var requestId = one.HasRequestId ? $"conformance-{Guid.NewGuid()}" : null;
        using var request = Request(one, token, requestId);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!one.Status.Contains((int)response.StatusCode))
        {
            errors.Add($"has status {(int)response.StatusCode}: {text}");
            return null;
        }

        if (requestId is not null && (!response.Headers.TryGetValues("X-Request-ID", out var echoed) || echoed.Single() != requestId))
        {
            errors.Add("does not echo X-Request-ID");
        }

        if (response.StatusCode == HttpStatusCode.Unauthorized && response.Headers.WwwAuthenticate.Count == 0)
        {
            errors.Add("has no WWW-Authenticate");
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return null;
        }

        if (response.Content.Headers.ContentType?.MediaType != "application/json")
        {
            errors.Add($"is {response.Content.Headers.ContentType}");
        }

        var answer = JsonElement.Parse(text);
        if (!one.Paginate)
        {
            remember(text);
            compare(text);
        }

        return one.Api switch
        {
            "evaluation" => ExpectDecision(one, answer, errors),
            "evaluations" => one.NoEvaluationsArray ? ExpectDecision(one, answer, errors) : ExpectDecisions(one, answer, errors),
            _ => ExpectResults(one, answer, results, errors),
        };
    }

    private static string? ExpectDecision(ConformanceCase one, JsonElement answer, List<string> errors)
    {
        if (!JsonElement.DeepEquals(answer.GetProperty("decision"), one.Expected!.Value.GetProperty("decision")) || answer.TryGetProperty("evaluations", out _))
        {
            errors.Add($"is {answer}");
        }

        return null;
    }

    private static string? ExpectDecisions(ConformanceCase one, JsonElement answer, List<string> errors)
    {
        if (Decisions(answer) != Decisions(one.Expected!.Value) || answer.TryGetProperty("decision", out _))
        {
            errors.Add($"is {answer}");
        }

        return null;
    }

    private static string Decisions(JsonElement answer) => string.Join(' ', answer.GetProperty("evaluations").EnumerateArray().Select(item => item.GetProperty("decision").GetBoolean()));

    private static string? ExpectResults(ConformanceCase one, JsonElement answer, List<JsonElement> results, List<string> errors)
    {
        results.AddRange(answer.GetProperty("results").EnumerateArray());
        if (answer.TryGetProperty("page", out var page))
        {
            if (answer.EnumerateObject().First().Name != "page")
            {
                errors.Add("does not begin with page");
            }

            if (page.GetProperty("next_token").GetString() is { Length: > 0 } token && one.Paginate)
            {
                return token;
            }
        }

        var expected = one.Expected!.Value.GetProperty("results").EnumerateArray().ToList();
        if (!expected.TrueForAll(wanted => results.Exists(found => JsonElement.DeepEquals(found, wanted))) || (one.Exact && results.Count != expected.Count))
        {
            errors.Add($"finds {string.Join(' ', results)}");
        }

        return null;
    }

    private HttpRequestMessage Request(ConformanceCase one, string? token, string? requestId)
    {
        var body = one.RawBody ?? one.Request!.Value.GetRawText();
        if (token is not null)
        {
            var next = JsonNode.Parse(body)!;
            next["page"]!["token"] = token;
            body = next.ToJsonString();
        }

        var request = new HttpRequestMessage(new HttpMethod(one.Method ?? "POST"), $"access/v1/{one.Api}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", one.ContentType ?? "application/json");
        request.Headers.Authorization = one.Auth switch
        {
            "missing" => null,
            "invalid" => new AuthenticationHeaderValue("Bearer", "invalid-bogus-credential"),
            _ => new AuthenticationHeaderValue("Bearer", node.Token),
        };
        if (requestId is not null)
        {
            request.Headers.Add("X-Request-ID", requestId);
        }

        return request;
    }
}
