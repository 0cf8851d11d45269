using System.Text.Encodings.Web;
using AuthMesh.Node.Rest.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Rest.Authentication;

/// <summary>Authenticates <c>Authorization: Bearer TOKEN</c> (RFC 6750), and refuses with problem details.</summary>
internal sealed class BearerTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiCallers callers, FailedAuthentications failures)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    private static readonly ApiProblem _tooMany = new(
        StatusCodes.Status429TooManyRequests,
        "too_many_failures",
        "Too many requests without a valid token came from this address.",
        RetryAfter: FailedAuthentications.Window,
        IsLogged: false);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        return Task.FromResult(callers.Find(header[Prefix.Length..].Trim()) is { } caller
            ? AuthenticateResult.Success(new AuthenticationTicket(CallerPrincipal.Of(caller), Scheme.Name))
            : AuthenticateResult.Fail("unknown token"));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (failures.IsTooMany(Context))
        {
            await _tooMany.ExecuteAsync(Context);
            return;
        }

        var given = (await HandleAuthenticateOnceAsync()).Failure is not null;
        Response.Headers.WWWAuthenticate = given ? "Bearer realm=\"authmesh\", error=\"invalid_token\"" : "Bearer realm=\"authmesh\"";
        await new ApiProblem(
            StatusCodes.Status401Unauthorized,
            "unauthenticated",
            given ? "The token is not known here, or revoked." : "A token is needed: Authorization: Bearer TOKEN.").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Name ?? "another";
        Response.Headers.WWWAuthenticate = $"Bearer realm=\"authmesh\", error=\"insufficient_scope\", scope=\"{scope}\"";
        return new ApiProblem(StatusCodes.Status403Forbidden, "insufficient_scope", $"The token lacks the scope '{scope}'.").ExecuteAsync(Context);
    }
}
