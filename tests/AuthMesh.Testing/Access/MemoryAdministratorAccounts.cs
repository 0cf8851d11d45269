using AuthMesh.Core.Access;

namespace AuthMesh.Testing.Access;

/// <summary>Administrators in memory: any name and password that were given, and no lock-out.</summary>
public sealed class MemoryAdministratorAccounts : IAdministratorAccounts
{
    private (string Name, string Password)? _first;

    public Task<bool> AnyAsync(CancellationToken cancellationToken = default) => Task.FromResult(_first is not null);

    public Task<IReadOnlyList<string>> CreateFirstAsync(string name, string password, CancellationToken cancellationToken = default)
    {
        if (_first is not null)
        {
            return Task.FromResult<IReadOnlyList<string>>(["There is an administrator already."]);
        }

        _first = (name, password);
        return Task.FromResult<IReadOnlyList<string>>([]);
    }

    public Task<SignInAttempt> SignInAsync(string name, string password, CancellationToken cancellationToken = default) =>
        Task.FromResult(_first == (name, password) ? new SignInAttempt(name, "stamp", LockedOut: false) : new SignInAttempt(null, null, LockedOut: false));

    public Task<bool> IsStillValidAsync(string name, string stamp, CancellationToken cancellationToken = default) =>
        Task.FromResult(_first?.Name == name && stamp == "stamp");
}
