using Microsoft.AspNetCore.Http;

namespace AuthMesh.Admin.Protection;

/// <summary>Middleware in front of the console's endpoints: response headers, and the origin check of circuits.</summary>
internal static class ConsoleProtection
{
    /// <summary>Styles may be inline, because components position themselves by style attributes; scripts never.</summary>
    public const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ConsoleEndpoint>() is null)
        {
            return next(context);
        }

        if (context.Request.Path.StartsWithSegments("/_blazor") && !CircuitOrigin.IsOwn(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-cache, no-store";
        return next(context);
    }
}
