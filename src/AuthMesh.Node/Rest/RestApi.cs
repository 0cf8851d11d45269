using AuthMesh.Client;
using AuthMesh.Node.Rest.Authentication;
using AuthMesh.Node.Rest.Decisions;
using AuthMesh.Node.Rest.Description;
using AuthMesh.Node.Rest.Health;
using AuthMesh.Node.Rest.Journal;
using AuthMesh.Node.Rest.Lists;
using AuthMesh.Node.Rest.Mesh;
using AuthMesh.Node.Rest.Overload;
using AuthMesh.Node.Rest.Problems;
using AuthMesh.Node.Rest.Tokens;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AuthMesh.Node.Rest;

/// <summary>Registers and maps the REST API.</summary>
internal static class RestApi
{
    public static IServiceCollection AddRestApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RequestGates>();
        services.AddSingleton<ListLookup>();
        services.AddSingleton<ReceiptWait>();
        services.AddSingleton<JournalReader>();
        services.AddSingleton<JournalStreams>();
        services.AddSingleton<DecisionClock>();
        services.AddSingleton<DecisionSource>();
        services.AddSingleton<Evaluations>();
        services.AddSingleton<Searches>();
        services.AddSingleton<DecisionRequests>();
        services.ConfigureHttpJsonOptions(options => WireJson.Apply(options.SerializerOptions));
        return services.AddBearerTokens().AddApiDescription();
    }

    /// <summary>What stands in front of every endpoint.</summary>
    public static void UseRestApi(this IApplicationBuilder app)
    {
        app.UseRequestIdEcho();
        app.Use((context, next) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        });
        app.UseRequestShedding();
        app.UseApiFailures();
    }

    public static void MapRestApi(this WebApplication app)
    {
        app.MapApiDescription();
        app.MapGroup("").WithTags("Health").MapHealth();
        app.MapGroup("").WithTags("Decisions").MapDecisions();
        app.MapGroup("/api/v1").WithTags("Decisions").MapExplanations();
        app.MapGroup("").WithTags("Decisions").MapDecisionMetadata();

        var lists = app.MapGroup("/api/v1").WithTags("Lists");
        lists.MapLists();
        lists.MapTransactions();
        lists.MapRecords();
        lists.MapJournal();

        var mesh = app.MapGroup("/api/v1").WithTags("Mesh");
        mesh.MapNodes();
        mesh.MapInvites();

        app.MapGroup("/api/v1").WithTags("Tokens").MapTokens();
        app.MapUnknownEndpoints();
    }
}
