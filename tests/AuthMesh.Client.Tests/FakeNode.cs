using System.Net;
using System.Text;

namespace AuthMesh.Client.Tests;

/// <summary>Answers requests as told, and keeps them.</summary>
internal sealed class FakeNode(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<(HttpMethod Method, string Path, string? Body, string? Authorization)> Requests { get; } = [];

    public AuthMeshClient Client => AuthMeshClient.Create(new Uri("http://node:7480"), "secret", this);

    public static FakeNode Answering(string json, HttpStatusCode status = HttpStatusCode.OK, string type = "application/json") =>
        new(_ => Answer(json, status, type));

    public static HttpResponseMessage Answer(string json, HttpStatusCode status = HttpStatusCode.OK, string type = "application/json") =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, type) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add((request.Method, request.RequestUri!.PathAndQuery, body, request.Headers.Authorization?.ToString()));
        cancellationToken.ThrowIfCancellationRequested();
        return answer(request);
    }
}
