using AuthMesh.Core.Access;

namespace AuthMesh.Admin.Tests.Fakes;

/// <summary>At most one administrator, with a password in plain sight.</summary>
public sealed class FakeAccounts : IAdministratorAccounts
{
    public (string Name, string Password)? Administrator { get; set; }

    public bool LockedOut { get; set; }

    public string Stamp { get; set; } = "stamp";

    public Task<bool> AnyAsync(CancellationToken cancellationToken = default) => Task.FromResult(Administrator is not null);

    public Task<IReadOnlyList<string>> CreateFirstAsync(string name, string password, CancellationToken cancellationToken = default)
    {
        if (Administrator is not null)
        {
            return Task.FromResult<IReadOnlyList<string>>(["There is an administrator already."]);
        }

        if (password.Length < 12)
        {
            return Task.FromResult<IReadOnlyList<string>>(["The password is too short."]);
        }

        Administrator = (name, password);
        return Task.FromResult<IReadOnlyList<string>>([]);
    }

    public Task<SignInAttempt> SignInAsync(string name, string password, CancellationToken cancellationToken = default) => Task.FromResult(
        LockedOut ? new SignInAttempt(null, null, true)
        : Administrator == (name, password) ? new SignInAttempt(name, Stamp, false)
        : new SignInAttempt(null, null, false));

    public Task<bool> IsStillValidAsync(string name, string stamp, CancellationToken cancellationToken = default) =>
        Task.FromResult(Administrator?.Name == name && stamp == Stamp);
}
