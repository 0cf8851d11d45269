using System.Net;
using System.Text;
using System.Text.Json;

namespace AuthMesh.Node.Tests.Harness;

/// <summary>A status and a JSON body, read whole.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, HttpResponseMessage Response)
{
    public JsonElement Json => JsonElement.Parse(Text);

    /// <summary>The problem's code; fails unless the answer is problem details.</summary>
    public string Code
    {
        get
        {
            Assert.Equal("application/problem+json", Response.Content.Headers.ContentType?.MediaType);
            Assert.Equal((int)Status, Json.GetProperty("status").GetInt32());
            Assert.NotEmpty(Json.GetProperty("title").GetString()!);
            Assert.NotEmpty(Json.GetProperty("detail").GetString()!);
            return Json.GetProperty("code").GetString()!;
        }
    }

    /// <summary>The fields that the problem names.</summary>
    public string[] Fields => [.. Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()!)];
}

public static class AnswerExtensions
{
    public static async Task<Answer> AskAsync(
        this HttpClient http, HttpMethod method, string path, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    public static Task<Answer> GetAnswerAsync(this HttpClient http, string path) => http.AskAsync(HttpMethod.Get, path);

    public static Task<Answer> PostAnswerAsync(this HttpClient http, string path, string body, string type = "application/json") =>
        http.AskAsync(HttpMethod.Post, path, body, type);
}
