using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace AuthMesh.Node.Hosting;

/// <summary>Serves Blazor's browser script where the build embedded it (see <c>BlazorScript.targets</c>).</summary>
internal static class BlazorScript
{
    private const string Path = "/_framework/blazor.web.js";

    /// <summary>Answers <c>/_framework/blazor.web.js</c>; without an embedded script the static assets answer it.</summary>
    public static IEndpointConventionBuilder? MapBlazorScript(this IEndpointRouteBuilder endpoints)
    {
        using var resource = typeof(BlazorScript).Assembly.GetManifestResourceStream(Path[1..]);
        if (resource is null)
        {
            return null;
        }

        var script = new byte[resource.Length];
        resource.ReadExactly(script);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(script))[..16]}\"");
        return endpoints.MapGet(Path, (HttpContext context) =>
        {
            // Revalidated each time, so that a new version is never mixed with an old script.
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Bytes(script, "text/javascript", entityTag: tag);
        }).ExcludeFromDescription();
    }
}
