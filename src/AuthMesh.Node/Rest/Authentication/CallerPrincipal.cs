using System.Runtime.CompilerServices;
using System.Security.Claims;
using AuthMesh.Core.Access;

namespace AuthMesh.Node.Rest.Authentication;

/// <summary>An API caller as ASP.NET Core wants it: made once for each, not for each request.</summary>
internal static class CallerPrincipal
{
    private const string ScopeClaim = "scope";

    private static readonly ConditionalWeakTable<ApiCaller, ClaimsPrincipal> _principals = [];

    public static ClaimsPrincipal Of(ApiCaller caller) => _principals.GetValue(caller, static caller =>
        new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, caller.Actor), new Claim(ScopeClaim, caller.Scope.ToString())], BearerTokens.Scheme)));

    /// <summary>As the journal names the caller.</summary>
    public static string Actor(this ClaimsPrincipal principal) => principal.Identity!.Name!;

    public static bool HasScope(this ClaimsPrincipal principal, TokenScope scope) =>
        Enum.TryParse<TokenScope>(principal.FindFirst(ScopeClaim)?.Value, out var held) && held >= scope;
}
