using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuthMesh.Benchmarks.Http;

/// <summary>What a node is measured against: Kestrel with one endpoint that parses the same question and writes the same answer, and nothing else.</summary>
/// <remarks>A process of its own, like the node: the benchmark starts itself with the argument <see cref="Argument"/>, and stops it by closing its input.</remarks>
internal static class PlainEndpoint
{
    public const string Argument = "plain-endpoint";

    public static async Task<int> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/access/v1/evaluation", AnswerAsync);
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        var read = await reader.ReadAtLeastAsync((int)context.Request.ContentLength!.Value);
        bool decision;
        using (var question = JsonDocument.Parse(read.Buffer))
        {
            var (subject, action, resource) = (question.RootElement.GetProperty("subject"), question.RootElement.GetProperty("action"), question.RootElement.GetProperty("resource"));
            decision = subject.GetProperty("type").GetString() is not null && subject.GetProperty("id").GetString() is not null && action.GetProperty("name").GetString() is not null &&
                resource.GetProperty("type").GetString() is not null && resource.GetProperty("id").GetString() is not null;
        }

        reader.AdvanceTo(read.Buffer.End);
        var answer = decision ? "{\"decision\":true}"u8 : "{\"decision\":false}"u8;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        context.Response.BodyWriter.Write(answer);
    }
}
