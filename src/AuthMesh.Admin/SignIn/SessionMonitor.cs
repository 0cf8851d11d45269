using System.Collections.Concurrent;
using System.Security.Claims;
using AuthMesh.Core.Access;

namespace AuthMesh.Admin.SignIn;

/// <summary>Says whether a session still counts, and tells open pages at once when one is ended.</summary>
internal sealed class SessionMonitor(IAdministratorAccounts accounts, TimeProvider time)
{
    /// <summary>Ended sessions until they would have ended by themselves. A restart forgets them; the browser gave its cookie up when it signed out.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> ended = new();

    /// <summary>Raised with a session's id when it was signed out.</summary>
    public event Action<string>? Ended;

    public async Task<bool> IsValidAsync(ClaimsPrincipal principal, CancellationToken cancellationToken = default) =>
        ConsoleSession.Of(principal) is { } session &&
        session.Until > time.GetUtcNow() &&
        !ended.ContainsKey(session.Id) &&
        await accounts.IsStillValidAsync(session.Name, session.Stamp, cancellationToken);

    public void End(ClaimsPrincipal principal)
    {
        if (ConsoleSession.Of(principal) is not { } session)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var (id, _) in ended.Where(pair => pair.Value <= now))
        {
            ended.TryRemove(id, out _);
        }

        ended[session.Id] = session.Until;
        Ended?.Invoke(session.Id);
    }
}
