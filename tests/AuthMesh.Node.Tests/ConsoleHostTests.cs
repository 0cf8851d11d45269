using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;

namespace AuthMesh.Node.Tests;

public sealed class ConsoleHostTests(ConsoleHostTests.Host host) : IClassFixture<ConsoleHostTests.Host>
{
    /// <summary>The host in memory, with the repository root as content root, as in <c>dotnet run</c>.</summary>
    public sealed class Host : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseSolutionRelativeContentRoot("");
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    [InlineData("/_content/Radzen.Blazor/Radzen.Blazor.js", "text/javascript")]
    public async Task What_a_page_loads_is_served(string path, string type)
    {
        using var response = await host.CreateClient().GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_script_is_not_sent_again_to_who_has_it()
    {
        using var client = host.CreateClient();
        using var first = await client.GetAsync("/_framework/blazor.web.js");
        client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await client.GetAsync("/_framework/blazor.web.js");

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }
}
