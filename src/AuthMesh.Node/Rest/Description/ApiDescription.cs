using AuthMesh.Client;
using AuthMesh.Node.Hosting;
using AuthMesh.Node.Rest.Authentication;
using Microsoft.OpenApi;

namespace AuthMesh.Node.Rest.Description;

/// <summary>Serves the OpenAPI document and a page to read and try it, both from the node itself.</summary>
internal static class ApiDescription
{
    private const string Document = "v1";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "AuthMesh",
                Version = NodeDescription.Version,
                Description = "One authorization list, the same on every node. Errors are RFC 9457 problem details with a stable `code`. "
                    + "`/access/v1` is the OpenID AuthZEN Authorization API 1.0.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [BearerTokens.Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "Scopes: check < read < write < admin." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer<OperationTransformer>();
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Complete(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
    });

    /// <summary>Says what cannot be read off a type that writes itself.</summary>
    private static void Complete(OpenApiSchema schema, Type type)
    {
        if (type == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "date-time";
        }
        else if (type == typeof(WaitFor))
        {
            schema.OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
                new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["all"] },
            ];
        }
    }

    public static void MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi();
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "openapi";
            page.DocumentTitle = "AuthMesh API";
            page.SwaggerEndpoint($"/openapi/{Document}.json", "AuthMesh");
        });
    }
}
