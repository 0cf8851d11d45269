using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AuthMesh.Client.Authorization;

/// <summary>Lets an ASP.NET Core application ask a node for its authorization decisions.</summary>
public static class AuthMeshAuthorization
{
    private const string ClientName = "AuthMesh";

    /// <summary>Registers the handler of <see cref="AuthMeshRequirement"/> and the client that it asks.</summary>
    public static IServiceCollection AddAuthMeshAuthorization(this IServiceCollection services, Action<AuthMeshAuthorizationOptions> configure)
    {
        services.AddOptions<AuthMeshAuthorizationOptions>()
            .Configure(configure)
            .Validate(o => o.Server.IsAbsoluteUri, "AuthMesh authorization: Server is not an absolute URL.")
            .Validate(o => o.Timeout >= TimeSpan.FromMilliseconds(10) && o.Timeout <= TimeSpan.FromMinutes(1), "AuthMesh authorization: Timeout is not 0.01 s to 1 min.")
            .Validate(o => o.SubjectType.Length > 0 && o.SubjectClaim.Length > 0, "AuthMesh authorization: SubjectType or SubjectClaim is empty.")
            .ValidateOnStart();
        services.AddHttpClient(ClientName, (provider, http) =>
        {
            var options = provider.GetRequiredService<IOptions<AuthMeshAuthorizationOptions>>().Value;
            http.BaseAddress = options.Server;
            http.Timeout = options.Timeout;
            http.DefaultRequestHeaders.Authorization = options.Token is null ? null : new AuthenticationHeaderValue("Bearer", options.Token);
        });
        services.AddTransient(provider => new AuthMeshClient(provider.GetRequiredService<IHttpClientFactory>().CreateClient(ClientName)));
        services.AddTransient<IAuthorizationHandler, AuthMeshAuthorizationHandler>();
        services.AddAuthorization();
        return services;
    }

    /// <summary>Adds to a policy that a node must allow this.</summary>
    public static AuthorizationPolicyBuilder RequireAuthMesh(this AuthorizationPolicyBuilder policy, string action, string? resource = null) =>
        policy.AddRequirements(new AuthMeshRequirement(action, resource));
}
