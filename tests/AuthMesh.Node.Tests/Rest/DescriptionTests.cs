using System.Net;
using AuthMesh.Node.Tests.Harness;

namespace AuthMesh.Node.Tests.Rest;

public class DescriptionTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    [Fact]
    public async Task Every_endpoint_is_described_with_its_body_scope_and_refusals()
    {
        using var http = fixture.Node.Http(scope: null);

        var document = (await http.GetAnswerAsync("/openapi/v1.json")).Json;

        var paths = document.GetProperty("paths");
        foreach (var endpoint in AuthenticationTests.Endpoints)
        {
            var (method, path, scope) = endpoint.Data;
            var template = path.Split('?')[0].Replace("/lists/default", "/lists/{list}").Replace("/lists/other", "/lists/{list}")
                .Replace("/nodes/x", "/nodes/{id}").Replace("/tokens/x", "/tokens/{id}").Replace("/receipts/x", "/receipts/{dot}");
            var operation = paths.GetProperty(template).GetProperty(method.ToLowerInvariant());
            Assert.Contains($"`{scope.ToString().ToLowerInvariant()}`", operation.GetProperty("description").GetString());
            Assert.True(operation.GetProperty("responses").TryGetProperty("401", out _), template);
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
        }

        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.Equal("date-time", schemas.GetProperty("EntryItem").GetProperty("properties").GetProperty("changedAt").GetProperty("format").GetString());
        Assert.Equal("integer", schemas.GetProperty("Problem").GetProperty("properties").GetProperty("status").GetProperty("type").GetString());
        Assert.Contains("putEntry", schemas.GetRawText());
        Assert.Contains("requestBody", paths.GetProperty("/api/v1/lists/{list}/transactions").GetProperty("post").GetRawText());
    }

    [Fact]
    public async Task The_page_is_served_from_the_node_itself()
    {
        using var http = fixture.Node.Http(scope: null);

        var page = await http.GetAnswerAsync("/openapi/index.html");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("https://", page.Text);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAnswerAsync("/openapi/swagger-ui-bundle.js")).Status);
    }

    [Theory]
    [InlineData("/healthz", "ok")]
    [InlineData("/readyz", "ready")]
    public async Task Health_needs_no_token(string path, string status)
    {
        using var http = fixture.Node.Http(scope: null);

        var answer = await http.GetAnswerAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(status, answer.Json.GetProperty("status").GetString());
    }
}
