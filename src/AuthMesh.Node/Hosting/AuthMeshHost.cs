using AuthMesh.Admin;
using AuthMesh.Core.Access;
using AuthMesh.Core.Persistence;
using AuthMesh.Node.Replication;
using AuthMesh.Node.Rest;
using AuthMesh.Node.Rest.Problems;
using AuthMesh.Storage;
using AuthMesh.Transport;
using AuthMesh.Transport.Identity;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>Puts a node together: configuration, parts, and the order in which a request meets them.</summary>
internal static class AuthMeshHost
{
    /// <summary>A node that is ready to be started.</summary>
    /// <param name="flags">Settings that win over <c>appsettings.json</c> and the environment.</param>
    /// <param name="replace">Replaces parts, for tests.</param>
    public static WebApplication Build(IEnumerable<KeyValuePair<string, string?>> flags, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Not the entry assembly's, which is another one in tests: the manifests of static assets bear this name.
            ApplicationName = typeof(AuthMeshHost).Assembly.GetName().Name,
            ContentRootPath = ContentRoot.Find(),
        });
        builder.Configuration.AddInMemoryCollection(flags);
        var starting = new StartPhase();
        builder.Services.AddSingleton(starting);
        builder.AddNodeLogging(starting);

        // In every environment, not only in Development: a no-op when published.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddAuthMesh();
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseAuthMesh();
        return app;
    }

    /// <summary>Starts it: looks at all settings before anything is touched, and holds the directory before anything in it is opened.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken = default)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.Services.GetRequiredService<DataDirectoryLock>();
        app.Services.GetRequiredService<IReplicaStore>();
        var kestrel = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;
        app.Services.GetRequiredService<ConsoleListener>().Listen(kestrel);
        kestrel.ListenMesh();
        app.Services.GetRequiredService<NodeDescription>(); // which notes the time of the start
        await app.StartAsync(cancellationToken);
        app.Services.GetRequiredService<StartPhase>().End();
    }

    private static void AddAuthMesh(this IServiceCollection services) => services
        .AddNode()
        .AddSqliteStorage()
        .AddMeshTransport()
        .AddReplica()
        .AddRestApi()
        .AddAdminConsole();

    private static void UseAuthMesh(this WebApplication app)
    {
        app.UseRestApi();
        app.UseAdminConsole();
        // The root's wwwroot/, before routing: otherwise a build's fallback for static assets answers, with a warning each time.
        app.UseStaticFiles();
        app.UseRouting();
        app.UseApiStatusPages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapStaticAssets();
        app.MapBlazorScript();
        app.MapAdminConsole();
        app.MapRestApi();
        app.MapMesh();
    }

    private static IServiceCollection AddNode(this IServiceCollection services)
    {
        services.AddOptions<NodeOptions>().BindConfiguration(NodeOptions.Section).ValidateOnStart();
        services.AddOptions<ConsoleOptions>().BindConfiguration(ConsoleOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NodeOptions>, NodeOptionsValidation>();
        services.AddSingleton<IValidateOptions<ConsoleOptions>, ConsoleOptionsValidation>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DataDirectory>();
        services.AddSingleton(provider => provider.GetRequiredService<DataDirectory>().Lock);
        services.AddSingleton<ISetupCodeNotice, SetupCodeFile>();
        services.AddDataProtection().SetApplicationName("AuthMesh");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, DataProtectionKeys>();
        services.AddSingleton<NodeDescription>();
        services.AddSingleton<ConsoleCertificate>();
        services.AddSingleton<ConsoleDoor>();
        services.AddSingleton<ConsoleListener>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton(provider => NodeKeyFile.LoadOrCreate(provider.GetRequiredService<DataDirectory>().FullPath));
        services.AddSingleton<LocalAccess>();
        services.AddHostedService(provider => provider.GetRequiredService<LocalAccess>());
        return services;
    }
}
