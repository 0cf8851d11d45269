using AuthMesh.Core.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AuthMesh.Admin.SignIn;

/// <summary>Registers the console's cookie scheme and policy, and maps signing out.</summary>
internal static class ConsoleAuthentication
{
    public static void AddConsoleAuthentication(this IServiceCollection services)
    {
        services.AddAuthentication().AddCookie(ConsoleSession.Scheme, options =>
        {
            options.Cookie.Name = ConsoleSession.Cookie;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.Path = "/";
            // Also over http, which exists on loopback only: browsers hold http://localhost trustworthy and keep the cookie.
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.ExpireTimeSpan = ConsoleSession.Lifetime;
            options.SlidingExpiration = false;
            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "return";
            options.Events.OnRedirectToLogin = RedirectToDoorAsync;
            options.Events.OnRedirectToAccessDenied = context => Answer(context.Response, StatusCodes.Status403Forbidden);
            options.Events.OnValidatePrincipal = ValidateAsync;
        });
        services.AddAuthorizationBuilder().AddPolicy(ConsoleSession.AdministratorPolicy, policy => policy
            .AddAuthenticationSchemes(ConsoleSession.Scheme)
            .RequireAuthenticatedUser()
            .RequireRole(ConsoleSession.AdministratorRole));

        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitAuthentication>();
        services.AddScoped<ConsoleActor>();
        services.AddSingleton<SessionMonitor>();
        services.AddSingleton<SignInDoor>();
    }

    /// <summary>Signing out is a POST with an antiforgery token: no link of another site can do it.</summary>
    public static IEndpointConventionBuilder MapSignOut(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/sign-out", async (HttpContext context, IAntiforgery antiforgery, SignInDoor door) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return Results.BadRequest();
            }

            await door.LeaveAsync(context);
            return Results.LocalRedirect("/sign-in");
        }).RequireAuthorization(ConsoleSession.AdministratorPolicy).ExcludeFromDescription();

    private static async Task RedirectToDoorAsync(Microsoft.AspNetCore.Authentication.RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Path.StartsWithSegments("/_blazor"))
        {
            await Answer(context.Response, StatusCodes.Status401Unauthorized);
            return;
        }

        var accounts = context.HttpContext.RequestServices.GetRequiredService<IAdministratorAccounts>();
        context.Response.Redirect(await accounts.AnyAsync(context.HttpContext.RequestAborted) ? context.RedirectUri : "/setup");
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<SessionMonitor>();
        if (context.Principal is null || !await sessions.IsValidAsync(context.Principal, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
        }
    }

    private static Task Answer(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
