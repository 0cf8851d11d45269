using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace AuthMesh.Admin.SignIn;

/// <summary>A circuit's user: asked about again each minute, and signed out at once when the session is ended elsewhere.</summary>
internal sealed class CircuitAuthentication : RevalidatingServerAuthenticationStateProvider
{
    private readonly SessionMonitor sessions;

    public CircuitAuthentication(ILoggerFactory loggers, SessionMonitor sessions) : base(loggers)
    {
        this.sessions = sessions;
        sessions.Ended += OnEnded;
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        sessions.IsValidAsync(authenticationState.User, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        sessions.Ended -= OnEnded;
        base.Dispose(disposing);
    }

    private async void OnEnded(string id)
    {
        // Completed when the circuit began; awaited because the base class offers nothing else.
        var state = await GetAuthenticationStateAsync();
        if (ConsoleSession.Of(state.User)?.Id == id)
        {
            SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        }
    }
}
