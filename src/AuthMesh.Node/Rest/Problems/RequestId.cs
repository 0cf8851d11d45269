namespace AuthMesh.Node.Rest.Problems;

/// <summary>What names a request in the log and for its caller: the caller's own <c>X-Request-ID</c>, or one of ours.</summary>
internal static class RequestId
{
    public const string Header = "X-Request-ID";
    private const int MaxLength = 200;

    public static string Of(HttpContext context) => Given(context) ?? context.TraceIdentifier;

    /// <summary>Gives the caller's id back with every answer.</summary>
    public static IApplicationBuilder UseRequestIdEcho(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (Given(context) is { } id)
        {
            // When the answer starts, because an error clears the headers set before.
            context.Response.OnStarting(() =>
            {
                context.Response.Headers[Header] = id;
                return Task.CompletedTask;
            });
        }

        return next(context);
    });

    /// <summary>Null when there is none, or one that does not belong into headers and logs.</summary>
    private static string? Given(HttpContext context) =>
        context.Request.Headers[Header] is [{ Length: > 0 and <= MaxLength } id] && id.All(c => c is > ' ' and <= '~') ? id : null;
}
