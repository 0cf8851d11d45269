using AuthMesh.Core.Persistence;
using Microsoft.AspNetCore.Diagnostics;

namespace AuthMesh.Node.Rest.Problems;

/// <summary>Turns what no endpoint answered into problem details: exceptions, unknown paths, wrong methods.</summary>
internal static class ApiFailures
{
    private static readonly string[] _apiPaths = ["/api", "/access", "/lists"];

    public static IApplicationBuilder UseApiFailures(this IApplicationBuilder app) => app.UseExceptionHandler(new ExceptionHandlerOptions
    {
        ExceptionHandler = context => ForException(context.Features.Get<IExceptionHandlerFeature>()!.Error).ExecuteAsync(context),
        // What a caller did wrong is logged as a refusal, not as an error with a trace.
        SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException,
    });

    /// <summary>Behind routing: decisions, which answer everything themselves, do not come by.</summary>
    public static IApplicationBuilder UseApiStatusPages(this IApplicationBuilder app) => app.UseWhen(
        context => _apiPaths.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)),
        branch => branch.UseStatusCodePages(pages => ForStatus(pages.HttpContext).ExecuteAsync(pages.HttpContext)));

    private static ApiProblem ForException(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge,
        BadHttpRequestException bad => new ApiProblem(bad.StatusCode, "bad_request", bad.Message),
        StoreException => new ApiProblem(StatusCodes.Status503ServiceUnavailable, "storage_failed", "The node cannot read its database; its log has the reason under this request id."),
        _ => new ApiProblem(StatusCodes.Status500InternalServerError, "internal", "The node failed to answer; its log has the reason under this request id."),
    };

    private static ApiProblem ForStatus(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => UnknownPath(context),
        StatusCodes.Status405MethodNotAllowed => WrongMethod(context),
        var status => new ApiProblem(status, "bad_request", "The request cannot be answered as it is."),
    };

    /// <summary>There is no such endpoint.</summary>
    public static ApiProblem UnknownPath(HttpContext context) =>
        ApiProblem.NotFound("unknown_path", $"There is nothing at {context.Request.Path}; /openapi describes what there is.");

    /// <summary>There is one, for the methods that the answer's header Allow names.</summary>
    public static ApiProblem WrongMethod(HttpContext context) =>
        new(StatusCodes.Status405MethodNotAllowed, "method_not_allowed", $"{context.Request.Method} is not allowed here; allowed: {context.Response.Headers.Allow}.");

    /// <summary>The body is larger than any request may be.</summary>
    public static ApiProblem TooLarge { get; } = new(
        StatusCodes.Status413PayloadTooLarge, "too_large", $"The request's body has more than {Hosting.ConsoleListener.MaxRequestBody} bytes.");
}
