using AuthMesh.Core.Access;
using AuthMesh.Storage.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthMesh.Storage.Accounts;

/// <summary>The console's accounts, on ASP.NET Core Identity: its store, its password hashing, its stamps.</summary>
/// <remarks>Sign-ins are handled one at a time: guesses in parallel cannot slip past the counter, nor take more than one core.</remarks>
internal sealed class AdministratorAccounts(IServiceScopeFactory scopes, TimeProvider clock) : IAdministratorAccounts, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private string? _nobodysHash;
    private volatile bool _hasAny;

    /// <inheritdoc/>
    public Task<bool> AnyAsync(CancellationToken cancellationToken = default) => WithUsersAsync(AnyAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> CreateFirstAsync(string name, string password, CancellationToken cancellationToken = default) =>
        WithUsersInTurnAsync((users, cancel) => CreateFirstAsync(users, name, password, cancel), cancellationToken);

    /// <inheritdoc/>
    public Task<SignInAttempt> SignInAsync(string name, string password, CancellationToken cancellationToken = default) =>
        WithUsersInTurnAsync((users, _) => SignInAsync(users, name, password), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> IsStillValidAsync(string name, string stamp, CancellationToken cancellationToken = default) => WithUsersAsync(
        async (users, _) => await users.FindByNameAsync(name) is { } administrator && string.Equals(administrator.SecurityStamp, stamp, StringComparison.Ordinal),
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Asked on every page; and once there is one, there always is.</summary>
    private async Task<bool> AnyAsync(UserManager<Administrator> users, CancellationToken cancellationToken) =>
        _hasAny || (_hasAny = await users.Users.AnyAsync(cancellationToken));

    /// <summary>Atomic because it is in turn here, and no other process has the data directory.</summary>
    private async Task<IReadOnlyList<string>> CreateFirstAsync(
        UserManager<Administrator> users, string name, string password, CancellationToken cancellationToken)
    {
        if (await AnyAsync(users, cancellationToken))
        {
            return ["There is an administrator already."];
        }

        string[] errors = [.. AccountRules.NameErrors(name), .. AccountRules.PasswordErrors(password)];
        if (errors.Length > 0)
        {
            return errors;
        }

        var created = await users.CreateAsync(new Administrator { UserName = name }, password);
        return [.. created.Errors.Select(error => error.Description)];
    }

    private async Task<SignInAttempt> SignInAsync(UserManager<Administrator> users, string name, string password)
    {
        var tooLong = name.Length > AccountRules.MaxNameLength || password.Length > AccountRules.MaxPasswordLength;
        var administrator = tooLong ? null : await users.FindByNameAsync(name);
        if (administrator is null)
        {
            SpendTheTimeOfACheck(users.PasswordHasher, password);
            return Refused(lockedOut: false);
        }

        if (IsLocked(administrator))
        {
            return Refused(lockedOut: true);
        }

        if (await users.CheckPasswordAsync(administrator, password))
        {
            await users.ResetAccessFailedCountAsync(administrator);
            return new SignInAttempt(administrator.UserName, administrator.SecurityStamp, LockedOut: false);
        }

        CountFailure(administrator);
        await users.UpdateAsync(administrator);
        return Refused(IsLocked(administrator));
    }

    // Identity's own lockout cannot be used: it asks the system's clock, whatever TimeProvider there is.
    private bool IsLocked(Administrator administrator) => administrator.LockoutEnd > clock.GetUtcNow();

    private void CountFailure(Administrator administrator)
    {
        administrator.AccessFailedCount++;
        if (administrator.AccessFailedCount >= AccountRules.MaxFailures)
        {
            administrator.AccessFailedCount = 0;
            administrator.LockoutEnd = clock.GetUtcNow() + AccountRules.LockTime;
        }
    }

    /// <summary>An unknown name takes as long as a wrong password, or the time would tell which names there are.</summary>
    private void SpendTheTimeOfACheck(IPasswordHasher<Administrator> hasher, string password)
    {
        var nobody = new Administrator();
        _nobodysHash ??= hasher.HashPassword(nobody, "the password of nobody");
        hasher.VerifyHashedPassword(nobody, _nobodysHash, password[..Math.Min(password.Length, AccountRules.MaxPasswordLength)]);
    }

    private static SignInAttempt Refused(bool lockedOut) => new(null, null, lockedOut);

    private async Task<T> WithUsersInTurnAsync<T>(Func<UserManager<Administrator>, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return await WithUsersAsync(use, cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<T> WithUsersAsync<T>(Func<UserManager<Administrator>, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            return await use(scope.ServiceProvider.GetRequiredService<UserManager<Administrator>>(), cancellationToken);
        }
        catch (Exception e) when (StorageFailure.IsOne(e))
        {
            throw StorageFailure.Describe(e);
        }
    }
}
