using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>The address by which clients reach this node, as the configuration says; by default the console's own.</summary>
internal sealed class PublicAddress(IOptions<ConsoleOptions> options, ConsoleListener console)
{
    /// <summary>What a public URL may look like, for error messages.</summary>
    public const string Allowed = "an absolute http or https URL without query, fragment and user name";

    /// <summary>Without a slash at its end.</summary>
    public string Url => (options.Value.PublicUrl is { Length: > 0 } url ? new Uri(url) : console.Url).AbsoluteUri.TrimEnd('/');

    public static bool IsAllowed(string? url) => string.IsNullOrEmpty(url) ||
        (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0 && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0);
}
