using AuthMesh.Client;
using AuthMesh.Node.Rest.Authentication;
using AuthMesh.Node.Rest.Problems;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AuthMesh.Node.Rest.Description;

/// <summary>Adds to an operation what its endpoint's metadata says: body, query, scope, and the refusals that every scoped endpoint knows.</summary>
internal sealed class OperationTransformer : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<EndpointDescription.BodyShape>().LastOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = body.IsRequired,
                Content = Content("application/json", await context.GetOrCreateSchemaAsync(body.Type, null, cancellationToken)),
            };
        }

        if (metadata.OfType<EndpointDescription.QueryShape>().LastOrDefault() is { } query)
        {
            operation.Parameters ??= [];
            foreach (var name in query.Names)
            {
                operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            }
        }

        if (metadata.OfType<RequiredScope>().LastOrDefault() is { } scope)
        {
            operation.Description = $"Needs a token of scope `{scope.Name}`. {operation.Description}".Trim();
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerTokens.Scheme, context.Document)] = [] }];
            operation.Responses ??= [];
            operation.Responses.TryAdd("401", await RefusalAsync(context, "No token, or one that is not known.", cancellationToken));
            operation.Responses.TryAdd("403", await RefusalAsync(context, "The token lacks the scope.", cancellationToken));
        }
    }

    private static async Task<OpenApiResponse> RefusalAsync(OpenApiOperationTransformerContext context, string description, CancellationToken cancellationToken) => new()
    {
        Description = description,
        Content = Content(ApiProblem.MediaType, await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken)),
    };

    private static Dictionary<string, OpenApiMediaType> Content(string mediaType, OpenApiSchema schema) => new() { [mediaType] = new OpenApiMediaType { Schema = schema } };
}
