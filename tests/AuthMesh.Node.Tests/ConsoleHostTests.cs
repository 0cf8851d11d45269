using System.Net;
using AuthMesh.Node.Tests.Harness;

namespace AuthMesh.Node.Tests;

public sealed class ConsoleHostTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    [InlineData("/_content/Radzen.Blazor/Radzen.Blazor.js", "text/javascript")]
    public async Task What_a_page_loads_is_served(string path, string type)
    {
        using var http = fixture.Node.Http(scope: null);

        using var response = await http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/nowhere", "text/html")]
    [InlineData("/api/v1/nowhere", "application/problem+json")]
    public async Task Where_there_is_nothing_a_browser_sees_the_consoles_own_page_and_a_program_a_problem(string path, string type)
    {
        using var http = fixture.Node.Http(scope: null);
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html,*/*;q=0.8");

        using var response = await http.GetAsync(path);

        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(type == "text/html" ? HttpStatusCode.OK : HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_script_is_not_sent_again_to_who_has_it()
    {
        using var http = fixture.Node.Http(scope: null);
        using var first = await http.GetAsync("/_framework/blazor.web.js");
        http.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await http.GetAsync("/_framework/blazor.web.js");

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }
}
