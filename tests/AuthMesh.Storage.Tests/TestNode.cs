using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AuthMesh.Storage.Tests;

/// <summary>The services of this project as a host registers them, on a directory of their own or a given one.</summary>
internal sealed class TestNode : IDisposable
{
    private readonly ServiceProvider _services;

    public TestNode(string directory, params (string Key, string Value)[] settings)
        : this(directory, _ => { }, settings)
    {
    }

    public TestNode(string directory, Action<IServiceCollection> replace, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IEntropy, TestEntropy>();
        services.AddSingleton(_ => DataDirectoryLock.Acquire(directory));
        services.AddSqliteStorage();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
        replace(services);
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public TestClock Clock { get; } = new();

    public IAdministratorAccounts Accounts => Get<IAdministratorAccounts>();

    public IApiTokens Tokens => Get<IApiTokens>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public void Dispose() => _services.Dispose();
}
