using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace AuthMesh.Admin.SignIn;

/// <summary>Checks a password and opens or closes the session of the request's browser.</summary>
internal sealed class SignInDoor(IAdministratorAccounts accounts, SessionMonitor sessions, IEntropy entropy, TimeProvider time)
{
    /// <summary>On success the response carries the session's cookie.</summary>
    public async Task<SignInAttempt> EnterAsync(HttpContext context, string name, string password)
    {
        var attempt = await accounts.SignInAsync(name, password, context.RequestAborted);
        if (attempt.Succeeded)
        {
            var id = new byte[16];
            entropy.Fill(id);
            var until = time.GetUtcNow() + ConsoleSession.Lifetime;
            var session = new ConsoleSession(attempt.Name!, Convert.ToHexStringLower(id), attempt.Stamp ?? "", until);
            await context.SignInAsync(ConsoleSession.Scheme, session.ToPrincipal(), new AuthenticationProperties { ExpiresUtc = until });
        }

        return attempt;
    }

    /// <summary>Ends the session in this browser and in all its open pages.</summary>
    public async Task LeaveAsync(HttpContext context)
    {
        sessions.End(context.User);
        await context.SignOutAsync(ConsoleSession.Scheme);
    }
}
