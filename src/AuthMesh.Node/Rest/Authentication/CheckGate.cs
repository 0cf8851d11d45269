using AuthMesh.Core.Access;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Rest.Authentication;

/// <summary>Lets callers to the check endpoints: the same rule as <see cref="RequiredScopeHandler"/> for the narrowest scope, without its machinery.</summary>
/// <remarks>A check takes a microsecond; authentication and authorisation as ASP.NET Core arranges them take several times that.</remarks>
internal sealed class CheckGate(ApiCallers callers, IOptions<ApiOptions> options, FailedAuthentications failures)
{
    private readonly bool _isOpen = options.Value.AnonymousChecks;

    /// <summary>True when the request may ask for decisions; else the answer has been given.</summary>
    public async ValueTask<bool> AdmitsAsync(HttpContext context)
    {
        var token = BearerHeader.TokenOf(context.Request);
        var caller = token is null ? null : callers.Find(token);
        if (caller is { Scope: >= TokenScope.Check } || _isOpen)
        {
            return true;
        }

        await Unauthenticated.AnswerAsync(context, failures, isTokenGiven: token is not null);
        return false;
    }
}
