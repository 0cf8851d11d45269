using Microsoft.AspNetCore.Http;

namespace AuthMesh.Admin.Protection;

/// <summary>Keeps other sites' pages from opening a circuit with a visitor's cookie: browsers do not apply the same-origin rule to WebSockets.</summary>
internal static class CircuitOrigin
{
    /// <summary>True when the request comes from a page of this very address. Compared without the scheme, which a proxy in front may have changed.</summary>
    public static bool IsOwn(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
        {
            // Browsers always name the origin of a WebSocket and of a POST.
            return !request.HttpContext.WebSockets.IsWebSocketRequest && HttpMethods.IsGet(request.Method);
        }

        return Uri.TryCreate(origin, UriKind.Absolute, out var page) &&
               Uri.TryCreate($"{page.Scheme}://{request.Host}", UriKind.Absolute, out var own) &&
               string.Equals(page.Authority, own.Authority, StringComparison.OrdinalIgnoreCase);
    }
}
