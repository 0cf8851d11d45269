using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace AuthMesh.Client;

/// <summary>Talks to the REST API of one node.</summary>
/// <remarks>
/// <para>Safe to share between threads. It does not retry: a read may be repeated at will, a transaction that ended in
/// <see cref="AuthMeshException.Unreachable"/> may have been applied, and repeating it changes nothing then.</para>
/// <para>Every member throws <see cref="AuthMeshException"/> when the node refuses or cannot be reached.</para>
/// </remarks>
public sealed partial class AuthMeshClient
{
    private readonly HttpClient _http;

    /// <summary>Uses this HTTP client, whose <see cref="HttpClient.BaseAddress"/> is the node's console address and which carries the token.</summary>
    public AuthMeshClient(HttpClient http)
    {
        ArgumentNullException.ThrowIfNull(http.BaseAddress, "http.BaseAddress");
        _http = http;
    }

    /// <summary>A client for the node at this address, with this token (null for none).</summary>
    public static AuthMeshClient Create(Uri server, string? token, HttpMessageHandler? handler = null)
    {
        var http = handler is null ? new HttpClient() : new HttpClient(handler, disposeHandler: false);
        http.BaseAddress = server;
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return new AuthMeshClient(http);
    }

    private Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => SendAsync<T>(HttpMethod.Get, path, null, cancellationToken);

    private Task<T> PostAsync<T>(string path, object body, CancellationToken cancellationToken) => SendAsync<T>(HttpMethod.Post, path, body, cancellationToken);

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, body, HttpCompletionOption.ResponseContentRead, cancellationToken);
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(WireJson.Options, cancellationToken)
                ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException e)
        {
            throw new AuthMeshException(AuthMeshException.UnexpectedAnswer, $"The answer to {method} {path} is not understood: {e.Message}", response.StatusCode, inner: e);
        }
    }

    /// <summary>The answer, which is a success; anything else is thrown.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType(), options: WireJson.Options);
        }

        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, completion, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new AuthMeshException(AuthMeshException.Unreachable, $"The node at {_http.BaseAddress} does not answer: {ReasonOf(e)}", inner: e);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await RefusalAsync(response, cancellationToken);
        }
    }

    /// <summary>Of a failed request the innermost reason: the outer ones only point at it ("see inner exception").</summary>
    private static string ReasonOf(Exception e) => e is HttpRequestException ? e.GetBaseException().Message : e.Message;

    private static async Task<AuthMeshException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            try
            {
                if (await response.Content.ReadFromJsonAsync<Problem>(WireJson.Options, cancellationToken) is { Code: not null } problem)
                {
                    return new AuthMeshException(problem.Code, problem.Detail, response.StatusCode, problem);
                }
            }
            catch (JsonException)
            {
                // Not a node's problem details after all: reported as such below.
            }
        }

        return new AuthMeshException(AuthMeshException.UnexpectedAnswer, $"The answer was {(int)response.StatusCode} {response.ReasonPhrase}, not a node's.", response.StatusCode);
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
