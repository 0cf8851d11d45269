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
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        BearerHeader.TokenOf(Request) is not { } token ? AuthenticateResult.NoResult()
        : callers.Find(token) is { } caller ? AuthenticateResult.Success(new AuthenticationTicket(CallerPrincipal.Of(caller), Scheme.Name))
        : AuthenticateResult.Fail("unknown token"));

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties) =>
        await Unauthenticated.AnswerAsync(Context, failures, isTokenGiven: (await HandleAuthenticateOnceAsync()).Failure is not null);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Name ?? "another";
        Response.Headers.WWWAuthenticate = $"Bearer realm=\"authmesh\", error=\"insufficient_scope\", scope=\"{scope}\"";
        return new ApiProblem(StatusCodes.Status403Forbidden, "insufficient_scope", $"The token lacks the scope '{scope}'.").ExecuteAsync(Context);
    }
}
