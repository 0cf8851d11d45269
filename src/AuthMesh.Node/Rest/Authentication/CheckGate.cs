using AuthMesh.Core.Access;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Rest.Authentication;

/// <summary>Lets callers to the check endpoints: the same rule as <see cref="RequiredScopeHandler"/> for the narrowest scope, without its machinery.</summary>
/// <remarks>Where checks are open, a token that is presented must be good all the same (RFC 6750, section 3.1): a client learns that its token is no more while that does no harm yet.
/// A check takes a microsecond; authentication and authorisation as ASP.NET Core arranges them take several times that.</remarks>
internal sealed class CheckGate(ApiCallers callers, IOptions<ApiOptions> options, FailedAuthentications failures)
{
    private readonly bool _isOpen = options.Value.AnonymousChecks;

    /// <summary>True when the request may ask for decisions; else it is to be refused.</summary>
    public bool Admits(HttpContext context) =>
        BearerHeader.TokenOf(context.Request) is { } token ? callers.Find(token) is { Scope: >= TokenScope.Check } : _isOpen;

    /// <summary>Answers a request that is not admitted.</summary>
    public Task RefuseAsync(HttpContext context) =>
        Unauthenticated.AnswerAsync(context, failures, isTokenGiven: BearerHeader.TokenOf(context.Request) is not null);
}
