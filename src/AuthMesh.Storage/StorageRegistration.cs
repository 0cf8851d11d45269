using AuthMesh.Core.Access;
using AuthMesh.Core.Persistence;
using AuthMesh.Storage.Accounts;
using AuthMesh.Storage.Schema;
using AuthMesh.Storage.Tokens;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AuthMesh.Storage;

/// <summary>What a node takes from this project.</summary>
public static class StorageRegistration
{
    /// <summary>The replica's store and queries, the administrators' accounts and the API tokens, in the database of a data directory.</summary>
    /// <remarks>
    /// The database is opened when one of them is first asked for; <see cref="SqliteStorage"/> can be asked for early, so that a start fails
    /// early. Needs a <see cref="DataDirectoryLock"/> and an <see cref="Core.Identity.IEntropy"/> from the host.
    /// </remarks>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidation>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => SqliteStorage.Open(
            provider.GetRequiredService<DataDirectoryLock>(), provider.GetRequiredService<IOptions<StorageOptions>>().Value));
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStorage>().Replica);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStorage>().Queries);
        services.AddDbContextFactory<StorageContext>((provider, builder) => provider.GetRequiredService<SqliteStorage>().Configure(builder));
        return services.AddAdministrators().AddApiTokens();
    }

    private static IServiceCollection AddAdministrators(this IServiceCollection services)
    {
        services.AddIdentityCore<Administrator>(AccountRules.Apply).AddEntityFrameworkStores<StorageContext>();
        services.Configure<PasswordHasherOptions>(AccountRules.Apply);
        return services.AddSingleton<IAdministratorAccounts, AdministratorAccounts>();
    }

    private static IServiceCollection AddApiTokens(this IServiceCollection services)
    {
        services.AddOptions<ApiTokenOptions>().BindConfiguration(ApiTokenOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiTokenOptions>, ApiTokenOptionsValidation>();
        return services.AddSingleton<IApiTokens, ApiTokens>();
    }
}
