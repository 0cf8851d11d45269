using System.Diagnostics.CodeAnalysis;

namespace AuthMesh.Transport;

/// <summary>Addresses of nodes: <c>https://HOST:PORT</c> and nothing after it.</summary>
internal static class MeshAddress
{
    /// <summary>Where links are opened, by WebSocket upgrade.</summary>
    public const string LinkPath = "/mesh/v1/link";

    /// <summary>Where newcomers ask to be admitted.</summary>
    public const string JoinPath = "/mesh/v1/join";

    /// <summary>What both begin with; nothing else may.</summary>
    public const string Root = "/mesh/v1";

    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme == Uri.UriSchemeHttps && address.Host.Length > 0 &&
        address is { PathAndQuery: "/", Fragment: "", UserInfo: "" };

    public static Uri Link(Uri address) => new UriBuilder(address) { Scheme = Uri.UriSchemeWss, Path = LinkPath }.Uri;

    public static Uri Join(Uri address) => new UriBuilder(address) { Path = JoinPath }.Uri;
}
