using System.Net;

namespace AuthMesh.Admin.Tests.Protection;

public sealed class ConsoleProtectionTests : IAsyncLifetime
{
    private ConsoleServer console = null!;

    public async ValueTask InitializeAsync()
    {
        console = await ConsoleServer.StartAsync();
        console.Accounts.Administrator = ("anna", "correct horse battery");
    }

    public ValueTask DisposeAsync() => console.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("https://evil.example")]
    [InlineData("https://localhost.evil.example")]
    [InlineData("https://localhost:8443")]
    [InlineData("null")]
    public async Task A_page_of_another_site_opens_no_circuit_with_a_visitors_cookie(string? origin)
    {
        await SignInAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync(origin));
    }

    [Theory]
    [InlineData("https://localhost")]
    [InlineData("http://localhost")] // TLS may end at a proxy in front
    public async Task Its_own_pages_do_and_still_need_a_session(string origin)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await NegotiateAsync(origin));

        await SignInAsync();

        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(origin));
    }

    [Fact]
    public async Task Pages_allow_their_own_scripts_only_and_no_frames()
    {
        var policy = (await console.GetAsync("/sign-in")).Headers.GetValues("Content-Security-Policy").Single();

        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_beside_it_is_left_alone()
    {
        var response = await console.GetAsync("/api/v1/thing");

        Assert.Equal("api", await response.Content.ReadAsStringAsync());
        Assert.False(response.Headers.Contains("Content-Security-Policy"));
    }

    private async Task SignInAsync() => await console.SubmitAsync("/sign-in", ("Name", "anna"), ("Password", "correct horse battery"));

    private async Task<HttpStatusCode> NegotiateAsync(string? origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return (await console.SendAsync(request)).StatusCode;
    }
}
