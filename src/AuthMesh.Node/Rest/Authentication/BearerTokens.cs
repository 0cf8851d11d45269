using AuthMesh.Core.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Rest.Authentication;

/// <summary>Registers the API's tokens, and asks for them at endpoints.</summary>
internal static class BearerTokens
{
    public const string Scheme = "Bearer";

    public static IServiceCollection AddBearerTokens(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsValidation>();
        services.AddSingleton<ApiCallers>();
        services.AddSingleton<FailedAuthentications>();
        services.AddSingleton<CheckGate>();
        services.AddSingleton<IAuthorizationHandler, RequiredScopeHandler>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, BearerTokenHandler>(Scheme, null);
        services.AddAuthorization();
        return services;
    }

    /// <summary>Lets only callers with this scope, or a wider one, reach the endpoints.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoints, TokenScope scope) where TBuilder : IEndpointConventionBuilder
    {
        var required = new RequiredScope(scope);
        endpoints.Add(endpoint => endpoint.Metadata.Add(required));
        return endpoints.RequireAuthorization(new AuthorizationPolicyBuilder(Scheme).AddRequirements(required).Build());
    }
}
