using System.Net;
using AngleSharp.Dom;
using AuthMesh.Admin.Protection;
using AuthMesh.Admin.SignIn;
using AuthMesh.Admin.Tests.Fakes;

namespace AuthMesh.Admin.Tests.SignIn;

public sealed class SignInPageTests : IAsyncLifetime
{
    private ConsoleServer console = null!;

    public async ValueTask InitializeAsync()
    {
        console = await ConsoleServer.StartAsync();
        console.Accounts.Administrator = ("anna", "correct horse battery");
    }

    public ValueTask DisposeAsync() => console.DisposeAsync();

    [Fact]
    public async Task A_page_asked_for_without_a_session_is_come_back_to_after_signing_in()
    {
        var door = (await console.GetAsync("/entries?subject=user:alice")).Headers.Location!;
        Assert.StartsWith("/sign-in?return=", door.PathAndQuery, StringComparison.Ordinal);

        var response = await SignInAsync(door.PathAndQuery);

        Assert.Equal("/entries?subject=user:alice", new Uri(new Uri("https://localhost"), response.Headers.Location!).PathAndQuery);
    }

    [Fact]
    public async Task The_session_is_a_cookie_that_scripts_and_other_sites_cannot_use()
    {
        var response = await SignInAsync("/sign-in");

        var cookie = response.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith(ConsoleSession.Cookie, StringComparison.Ordinal)).ToLowerInvariant();
        Assert.Contains("secure", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_which_node_it_is()
    {
        var page = await ConsoleServer.ReadAsync(await console.GetAsync("/sign-in"));

        Assert.Equal("Sign in to paris", page.QuerySelector("h1")!.TextContent);
        Assert.Contains(Ids.Node("paris").ToString(), page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_opens_nothing()
    {
        var response = await console.SubmitAsync("/sign-in", ("Name", "anna"), ("Password", "wrong"));

        Assert.Equal("Name or password is wrong.", await AlertAsync(response));
        Assert.Equal(HttpStatusCode.Redirect, (await console.GetAsync("/entries")).StatusCode);
    }

    [Fact]
    public async Task A_locked_account_is_told_so()
    {
        console.Accounts.LockedOut = true;

        Assert.StartsWith("Too many failures", await AlertAsync(await SignInAsync("/sign-in")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_tries_too_often_waits()
    {
        for (var attempt = 0; attempt < AttemptLimiter.Limit; attempt++)
        {
            await console.SubmitAsync("/sign-in", ("Name", "anna"), ("Password", "wrong"));
        }

        var response = await SignInAsync("/sign-in");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("60", response.Headers.GetValues("Retry-After").Single());
        Assert.Equal(HttpStatusCode.Redirect, (await console.GetAsync("/entries")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_even_for_who_kept_the_cookie()
    {
        await SignInAsync("/sign-in");
        var kept = console.Cookies.GetCookieHeader(new Uri("https://localhost"));
        var page = await ConsoleServer.ReadAsync(await console.GetAsync("/entries"));
        var token = page.QuerySelector("form[action='/sign-out'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var response = await console.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/sign-out")
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]),
        });

        Assert.Equal("/sign-in", response.Headers.Location!.ToString());
        foreach (var cookie in kept.Split("; "))
        {
            console.Cookies.SetCookies(new Uri("https://localhost"), cookie + "; secure; path=/");
        }

        Assert.Equal(HttpStatusCode.Redirect, (await console.GetAsync("/entries")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_needs_the_forms_token()
    {
        await SignInAsync("/sign-in");

        var response = await console.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/sign-out") { Content = new FormUrlEncodedContent([]) });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await console.GetAsync("/entries")).StatusCode);
    }

    [Fact]
    public async Task A_session_ends_with_the_accounts_stamp()
    {
        await SignInAsync("/sign-in");

        console.Accounts.Stamp = "another";

        Assert.Equal(HttpStatusCode.Redirect, (await console.GetAsync("/entries")).StatusCode);
    }

    private Task<HttpResponseMessage> SignInAsync(string path) =>
        console.SubmitAsync(path, ("Name", "anna"), ("Password", "correct horse battery"));

    private static async Task<string> AlertAsync(HttpResponseMessage response) =>
        Found.Text((await ConsoleServer.ReadAsync(response)).QuerySelector("[role=alert]")!);
}
