using AuthMesh.Admin.Controls;
using AuthMesh.Admin.Entries;
using AuthMesh.Admin.Live;
using AuthMesh.Admin.Nodes;
using AuthMesh.Admin.Protection;
using AuthMesh.Admin.Setup;
using AuthMesh.Admin.Shell;
using AuthMesh.Admin.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Radzen;

namespace AuthMesh.Admin;

/// <summary>Registers and maps the admin console.</summary>
/// <remarks>
/// It needs from the host: <c>IListWriter</c>, <c>IListMonitor</c>, <c>IListQueries</c>, <c>IMeshMonitor</c>, <c>IMeshAdministration</c>,
/// <c>IAdministratorAccounts</c>, <c>IEntropy</c> and <c>ISetupCodeNotice</c>, all as singletons; static assets mapped, and data protection
/// keys that outlive a restart, or sessions and open forms do not.
/// </remarks>
public static class AdminConsole
{
    public static IServiceCollection AddAdminConsole(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "authmesh-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        return services.AddConsoleRooms();
    }

    /// <summary>The console's own parts without the machinery of pages; what component tests need.</summary>
    internal static IServiceCollection AddConsoleRooms(this IServiceCollection services)
    {
        services.AddRadzenComponents();
        services.AddConsoleAuthentication();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<AttemptLimiter>();
        services.AddSingleton<Ticker>();
        services.AddScoped<Browser>();
        services.AddScoped<Notices>();

        services.AddSingleton<SetupCode>();
        services.AddSingleton<FirstSetup>();
        services.AddHostedService<SetupCodeAnnouncement>();
        services.AddScoped<EntryAdministration>();
        services.AddScoped<EntryNotices>();
        services.AddScoped<ReceiptWatch>();
        services.AddScoped<NodeAdministration>();
        return services;
    }

    /// <summary>Shows a browser the console's own page where there is nothing. To be called before <c>UseRouting</c>.</summary>
    public static void UseAdminConsole(this IApplicationBuilder app) => app.UseWhen(
        context => HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase),
        pages => pages.UseStatusCodePagesWithReExecute("/not-found"));

    /// <summary>Maps the console's pages at the root, behind its own protections; the host maps API and health beside it.</summary>
    /// <remarks>To be called after <c>UseRouting</c>, <c>UseAuthentication</c>, <c>UseAuthorization</c> and <c>UseAntiforgery</c>.</remarks>
    public static void MapAdminConsole(this WebApplication app)
    {
        app.Use(ConsoleProtection.InvokeAsync);
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization(ConsoleSession.AdministratorPolicy)
            .WithMetadata(ConsoleEndpoint.Mark);
        app.MapSignOut().WithMetadata(ConsoleEndpoint.Mark);
    }
}
