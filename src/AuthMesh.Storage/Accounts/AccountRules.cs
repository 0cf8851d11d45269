using Microsoft.AspNetCore.Identity;

namespace AuthMesh.Storage.Accounts;

/// <summary>What names and passwords may be. Length is what makes a password strong: no rules of composition (NIST SP 800-63B, §5.1.1.2).</summary>
internal static class AccountRules
{
    public const int MaxNameLength = 64;

    /// <summary>Bounds the work of hashing.</summary>
    public const int MaxPasswordLength = 256;

    /// <summary>So many wrong passwords in a row lock a name.</summary>
    public const int MaxFailures = 5;

    private const int MinPasswordLength = 12;

    /// <summary>PBKDF2 with HMAC-SHA-512, as OWASP advises.</summary>
    private const int HashIterations = 210_000;

    /// <summary>For so long.</summary>
    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(5);

    /// <summary>Sets Identity to these rules.</summary>
    public static void Apply(IdentityOptions options) => options.Password = new PasswordOptions
    {
        RequiredLength = MinPasswordLength,
        RequiredUniqueChars = 0,
        RequireDigit = false,
        RequireLowercase = false,
        RequireNonAlphanumeric = false,
        RequireUppercase = false,
    };

    /// <summary>The cost of a password check.</summary>
    public static void Apply(PasswordHasherOptions options) => options.IterationCount = HashIterations;

    /// <summary>What is wrong with a name, beyond what Identity says.</summary>
    public static IEnumerable<string> NameErrors(string name)
    {
        if (name.Length is 0 or > MaxNameLength)
        {
            yield return $"The name must have 1 to {MaxNameLength} characters.";
        }
    }

    /// <summary>What is wrong with a password, beyond what Identity says.</summary>
    public static IEnumerable<string> PasswordErrors(string password)
    {
        if (password.Length > MaxPasswordLength)
        {
            yield return $"The password must have at most {MaxPasswordLength} characters.";
        }
    }
}
