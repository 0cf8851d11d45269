using System.Globalization;
using System.Security.Claims;
using AuthMesh.Core.Access;

namespace AuthMesh.Admin.SignIn;

/// <summary>Who is signed in, as carried by the session's cookie.</summary>
/// <param name="Id">Names this session alone, so that signing out ends its open pages, too.</param>
/// <param name="Stamp">Of the account; see <see cref="SignInAttempt.Stamp"/>.</param>
/// <param name="Until">When the session ends whatever happens.</param>
internal sealed record ConsoleSession(string Name, string Id, string Stamp, DateTimeOffset Until)
{
    /// <summary>The authentication scheme; no default one, so that the REST API's scheme is not touched.</summary>
    public const string Scheme = "Console";

    /// <summary>The authorization policy of everything an administrator may do.</summary>
    public const string AdministratorPolicy = "Console.Administrator";

    public const string AdministratorRole = "administrator";

    public const string Cookie = "__Host-authmesh";

    /// <summary>A working day and a bit; not prolonged by use.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private const string IdClaim = "authmesh:session", StampClaim = "authmesh:stamp", UntilClaim = "authmesh:until";

    public ClaimsPrincipal ToPrincipal() => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, Name),
            new Claim(ClaimTypes.Role, AdministratorRole),
            new Claim(IdClaim, Id),
            new Claim(StampClaim, Stamp),
            new Claim(UntilClaim, Until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ],
        Scheme));

    /// <summary>Null when the principal carries no complete session of the console.</summary>
    public static ConsoleSession? Of(ClaimsPrincipal principal)
    {
        var identity = principal.Identities.FirstOrDefault(identity => identity.AuthenticationType == Scheme);
        return identity?.Name is { } name &&
               identity.FindFirst(IdClaim)?.Value is { } id &&
               identity.FindFirst(StampClaim)?.Value is { } stamp &&
               long.TryParse(identity.FindFirst(UntilClaim)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var until)
            ? new ConsoleSession(name, id, stamp, DateTimeOffset.FromUnixTimeSeconds(until))
            : null;
    }
}
