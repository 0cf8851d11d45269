using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace AuthMesh.Admin.SignIn;

/// <summary>The person behind this circuit. Every feature's service asks here before it does anything, whatever its page showed.</summary>
internal sealed class ConsoleActor(AuthenticationStateProvider authentication, IAuthorizationService authorization)
{
    /// <summary>The name to write into the journal, e.g. <c>admin:anna</c>; null when the person may not act as an administrator.</summary>
    public async Task<string?> AdministratorAsync()
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        var result = await authorization.AuthorizeAsync(user, null, ConsoleSession.AdministratorPolicy);
        return result.Succeeded && user.Identity?.Name is { } name ? "admin:" + name : null;
    }
}
