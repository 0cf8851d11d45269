namespace AuthMesh.Core.Access;

/// <summary>The people who may sign in at this node's console. Accounts belong to a node and are not replicated.</summary>
public interface IAdministratorAccounts
{
    /// <summary>True once an administrator exists: the setup page is then gone.</summary>
    Task<bool> AnyAsync(CancellationToken cancellationToken = default);

    /// <summary>Creates the first administrator; refused when one exists already, decided atomically.</summary>
    /// <returns>Empty when created, else one sentence for each thing that is wrong.</returns>
    Task<IReadOnlyList<string>> CreateFirstAsync(string name, string password, CancellationToken cancellationToken = default);

    /// <summary>Checks a password; takes equally long for unknown names, and locks a name for a while after repeated failures.</summary>
    Task<SignInAttempt> SignInAsync(string name, string password, CancellationToken cancellationToken = default);

    /// <summary>True while the session that this stamp was given to is to be honoured.</summary>
    Task<bool> IsStillValidAsync(string name, string stamp, CancellationToken cancellationToken = default);
}

/// <summary>What came of a sign-in.</summary>
/// <param name="Name">The account's name as stored; null unless signed in.</param>
/// <param name="Stamp">Changes when all sessions of the account shall end.</param>
/// <param name="LockedOut">Too many failures: even the right password is refused for a while.</param>
public sealed record SignInAttempt(string? Name, string? Stamp, bool LockedOut)
{
    /// <summary>True when the password was right and the account may enter.</summary>
    public bool Succeeded => Name is not null;
}
