using Microsoft.AspNetCore.Routing.Template;

namespace AuthMesh.Node.Rest.Problems;

/// <summary>Answers what matches no endpoint of the API: an unknown path, or a known one with another method.</summary>
/// <remarks>It stands before the console's own catch-all, which would call the method wrong wherever the path is.</remarks>
internal static class UnknownEndpoint
{
    private static readonly string[] _roots = ["api", "access", "lists"];

    public static void MapUnknownEndpoints(this IEndpointRouteBuilder endpoints)
    {
        foreach (var root in _roots)
        {
            endpoints.Map($"/{root}/{{**rest}}", Answer).ExcludeFromDescription();
        }
    }

    private static ApiProblem Answer(HttpContext context, EndpointDataSource all)
    {
        var methods = all.Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText is { } text && !text.Contains("**", StringComparison.Ordinal) && Matches(text, context.Request.Path))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            .Distinct().Order().ToList();
        if (methods.Count == 0)
        {
            return ApiFailures.UnknownPath(context);
        }

        context.Response.Headers.Allow = string.Join(", ", methods);
        return ApiFailures.WrongMethod(context);
    }

    private static bool Matches(string template, PathString path) =>
        new TemplateMatcher(TemplateParser.Parse(template.TrimStart('/')), []).TryMatch(path, []);
}
