namespace AuthMesh.Node.Rest.Authentication;

/// <summary>Reads <c>Authorization: Bearer TOKEN</c> (RFC 6750).</summary>
internal static class BearerHeader
{
    private const string Prefix = "Bearer ";

    /// <summary>The token as it was sent; null when there is none.</summary>
    public static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : null;
    }
}
