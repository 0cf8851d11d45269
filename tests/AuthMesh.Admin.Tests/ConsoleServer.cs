using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AuthMesh.Admin.Tests.Fakes;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuthMesh.Admin.Tests;

/// <summary>The console in an in-memory host over fakes, and a browser of sorts: it keeps cookies and sends forms.</summary>
public sealed class ConsoleServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private ConsoleServer(WebApplication app, FakeMesh mesh, FakeAccounts accounts, FakeNotice notice, FakeTime time)
    {
        this.app = app;
        (Mesh, Accounts, Notice, Time) = (mesh, accounts, notice, time);
    }

    public FakeMesh Mesh { get; }

    public FakeAccounts Accounts { get; }

    public FakeNotice Notice { get; }

    public FakeTime Time { get; }

    public CookieContainer Cookies { get; } = new();

    public static async Task<ConsoleServer> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        var time = new FakeTime();
        var (lists, mesh, accounts, notice) = (new FakeLists(time), new FakeMesh(), new FakeAccounts(), new FakeNotice());
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        builder.Services.AddSingleton<IListMonitor>(lists).AddSingleton<IListWriter>(lists).AddSingleton<IListQueries>(lists);
        builder.Services.AddSingleton<IMeshMonitor>(mesh).AddSingleton<IMeshAdministration>(mesh);
        builder.Services.AddSingleton<IAdministratorAccounts>(accounts).AddSingleton<ISetupCodeNotice>(notice).AddSingleton<IEntropy, FakeEntropy>();
        builder.Services.AddAdminConsole();

        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapAdminConsole();
        app.MapGet("/api/v1/thing", () => "api").AllowAnonymous();
        await app.StartAsync();
        return new ConsoleServer(app, mesh, accounts, notice, time);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        var uri = request.RequestUri = new Uri(new Uri("https://localhost"), request.RequestUri!);
        if (Cookies.GetCookieHeader(uri) is { Length: > 0 } kept)
        {
            request.Headers.Add("Cookie", kept);
        }

        var response = await app.GetTestServer().CreateClient().SendAsync(request);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            Cookies.SetCookies(uri, cookie);
        }

        return response;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Opens a page, fills its form in and sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, params (string Name, string Value)[] fields)
    {
        var form = (await ReadAsync(await GetAsync(path))).QuerySelector<IHtmlFormElement>("form[method=post]")!;
        var values = form.QuerySelectorAll("input[name], textarea[name]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? input.TextContent);
        foreach (var (name, value) in fields)
        {
            Assert.True(values.ContainsKey("Form." + name), $"The form has no field {name}.");
            values["Form." + name] = value;
        }

        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(values) });
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
