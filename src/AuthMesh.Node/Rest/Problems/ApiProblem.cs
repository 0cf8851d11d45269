using AuthMesh.Client;

namespace AuthMesh.Node.Rest.Problems;

/// <summary>A refused request: answered as RFC 9457 problem details, with one line in the log.</summary>
/// <param name="Code">Stable and snake_case; its words are the title.</param>
/// <param name="Detail">What was wrong this time, and what is allowed.</param>
/// <param name="RetryAfter">When it may be worth trying again.</param>
/// <param name="IsLogged">False for what comes in floods.</param>
internal sealed record ApiProblem(
    int Status, string Code, string Detail, IReadOnlyList<FieldError>? Errors = null, TimeSpan? RetryAfter = null, bool IsLogged = true) : IResult
{
    public const string MediaType = "application/problem+json";

    private const string TypePrefix = "urn:authmesh:problem:";

    public static ApiProblem Invalid(string field, string detail) => new(StatusCodes.Status400BadRequest, "invalid", $"{field} {detail}.", [new FieldError(field, detail)]);

    public static ApiProblem NotFound(string code, string detail) => new(StatusCodes.Status404NotFound, code, detail);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (IsLogged)
        {
            Log(httpContext);
        }

        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString();
        }

        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.WriteAsJsonAsync(
                new Problem(Code, Title, Status, Detail, Errors, RequestId.Of(httpContext), TypePrefix + Code), WireJson.Options, MediaType, httpContext.RequestAborted);
        }
    }

    private string Title => char.ToUpperInvariant(Code[0]) + Code[1..].Replace('_', ' ');

    private void Log(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILogger<ApiProblem>>().Log(
            Status >= 500 ? LogLevel.Warning : LogLevel.Information,
            "{Method} {Path} from {Address} refused with {Status} {Code}: {Detail} (request {RequestId})",
            context.Request.Method, context.Request.Path, context.Connection.RemoteIpAddress, Status, Code, Detail, RequestId.Of(context));
}
