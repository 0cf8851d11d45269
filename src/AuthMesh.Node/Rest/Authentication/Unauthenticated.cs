using AuthMesh.Node.Rest.Problems;

namespace AuthMesh.Node.Rest.Authentication;

/// <summary>The answer to a request whose token is missing or not known here.</summary>
internal static class Unauthenticated
{
    private static readonly ApiProblem _tooMany = new(
        StatusCodes.Status429TooManyRequests,
        "too_many_failures",
        "Too many requests without a valid token came from this address.",
        RetryAfter: FailedAuthentications.Window,
        IsLogged: false);

    public static Task AnswerAsync(HttpContext context, FailedAuthentications failures, bool isTokenGiven)
    {
        if (failures.IsTooMany(context))
        {
            return _tooMany.ExecuteAsync(context);
        }

        context.Response.Headers.WWWAuthenticate = isTokenGiven ? "Bearer realm=\"authmesh\", error=\"invalid_token\"" : "Bearer realm=\"authmesh\"";
        return new ApiProblem(
            StatusCodes.Status401Unauthorized,
            "unauthenticated",
            isTokenGiven ? "The token is not known here, or revoked." : "A token is needed: Authorization: Bearer TOKEN.").ExecuteAsync(context);
    }
}
