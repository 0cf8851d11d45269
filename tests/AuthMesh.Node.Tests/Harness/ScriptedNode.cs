using System.Text.Json;
using AuthMesh.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuthMesh.Node.Tests.Harness;

/// <summary>Answers as a node would that is in a state hard to bring a real one into.</summary>
public sealed class ScriptedNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _statuses, _writes;

    private ScriptedNode(WebApplication app) => _app = app;

    /// <summary>The entries that the list holds.</summary>
    public IReadOnlyList<EntryItem> Entries { get; set; } = [];

    /// <summary>The version that the n-th question for the status is answered with, n from 1.</summary>
    public Func<int, string> Version { get; set; } = _ => "v1";

    /// <summary>The status and code that the n-th write is answered with, n from 1; null for done.</summary>
    public Func<int, (int Status, string Code)?> Refusal { get; set; } = _ => null;

    /// <summary>The changes of each write that was done.</summary>
    public List<int> Written { get; } = [];

    /// <summary>The <c>ifVersion</c> of each write that was done.</summary>
    public List<string?> IfVersions { get; } = [];

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<ScriptedNode> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var node = new ScriptedNode(app);
        app.MapGet("/api/v1/lists/{list}/status", (string list) => Json(new ListStatus(list, true, false, node.Version(++node._statuses), "", 0, 0, 0, 0, [])));
        app.MapGet("/api/v1/lists/{list}/entries", () => Json(new Page<EntryItem>(node.Entries, null)));
        app.MapGet("/api/v1/lists/{list}/memberships", () => Json(new Page<MembershipItem>([], null)));
        app.MapGet("/api/v1/lists/{list}/attributes", () => Json(new Page<AttributeItem>([], null)));
        app.MapPost("/api/v1/lists/{list}/transactions", (JsonElement request) => node.Write(request));
        await app.StartAsync();
        return node;
    }

    private IResult Write(JsonElement request)
    {
        if (Refusal(++_writes) is var (status, code))
        {
            return Results.Json(new Problem(code, code, status, "refused by the script"), WireJson.Options, "application/problem+json", status);
        }

        Written.Add(request.GetProperty("changes").GetArrayLength());
        IfVersions.Add(request.TryGetProperty("ifVersion", out var version) ? version.GetString() : null);
        return Json(new TransactionResult("v2", "dot"));
    }

    private static IResult Json(object value) => Results.Json(value, WireJson.Options);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
