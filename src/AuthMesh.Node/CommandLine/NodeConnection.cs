using System.CommandLine;
using System.Security.Cryptography;
using AuthMesh.Client;
using AuthMesh.Core.Identity;
using AuthMesh.Node.Hosting;

namespace AuthMesh.Node.CommandLine;

/// <summary>Finds the node that a command talks to: the named one, or the one that runs on this machine.</summary>
internal static class NodeConnection
{
    public static Option<Uri?> Server { get; } = new("--server")
    {
        Description = "The node's console address (else AUTHMESH_SERVER, else the node of --data). Its token comes from AUTHMESH_TOKEN.",
        Recursive = true,
        HelpName = "URL",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                return url;
            }

            result.AddError($"--server is '{result.Tokens[0].Value}'; allowed is an http or https URL.");
            return null;
        },
    };

    public static Option<string?> ServerKey { get; } = new("--server-key")
    {
        Description = "The id of the node that must answer at --server, or the SHA-256 of its key (else AUTHMESH_SERVER_KEY). For consoles whose certificate no authority of this machine vouches for, like a node's own.",
        Recursive = true,
        HelpName = "ID",
    };

    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "The data directory of the node on this machine.",
        Recursive = true,
        HelpName = "DIR",
    };

    public static Option<int> Timeout { get; } = new("--timeout")
    {
        Description = "How long to wait for an answer, in seconds.",
        Recursive = true,
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 30,
        Validators = { result => { if (result.GetValueOrDefault<int>() is < 1 or > 3600) { result.AddError("--timeout takes 1 to 3600 seconds."); } } },
    };

    /// <summary>A client of that node.</summary>
    /// <exception cref="NoLocalNodeException">None is named, and none runs on this machine.</exception>
    public static AuthMeshClient Open(ParseResult command, Terminal terminal) => new(OpenHttp(command, terminal));

    /// <summary>The same as plain HTTP.</summary>
    public static HttpClient OpenHttp(ParseResult command, Terminal terminal)
    {
        var (server, token, pin) = Find(command, terminal);
        var http = new HttpClient(HandlerFor(pin)) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(command.GetValue(Timeout)) };
        http.DefaultRequestHeaders.Authorization = token is null ? null : new("Bearer", token);
        return http;
    }

    /// <summary>The data directory of the node that a command talks to; null when a server is named.</summary>
    public static string? LocalDirectory(ParseResult command, Terminal terminal) =>
        command.GetValue(Server) is not null || (command.GetValue(Data) is null && terminal.Environment("AUTHMESH_SERVER") is { Length: > 0 })
            ? null
            : LocalNode.DataDirectory(command.GetValue(Data));

    /// <summary>Trusts one key and no authority when there is a pin; else as usual.</summary>
    private static HttpClientHandler HandlerFor(string? pin)
    {
        var handler = new HttpClientHandler();
        if (pin is not null)
        {
            handler.ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
                certificate is not null && Convert.ToHexString(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo())) == pin;
        }

        return handler;
    }

    private static (Uri Server, string? Token, string? Pin) Find(ParseResult command, Terminal terminal)
    {
        if (command.GetValue(Server) is { } named)
        {
            return (named, terminal.Environment("AUTHMESH_TOKEN"), Pin(command, terminal));
        }

        if (command.GetValue(Data) is null && terminal.Environment("AUTHMESH_SERVER") is { Length: > 0 } text)
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                ? (url, terminal.Environment("AUTHMESH_TOKEN"), Pin(command, terminal))
                : throw new UsageException($"AUTHMESH_SERVER is '{text}'; allowed is an http or https URL.");
        }

        var local = LocalNode.Find(command.GetValue(Data));
        return (local.Server, local.Token, local.Pin);
    }

    /// <summary>The SHA-256, in hexadecimal, of the only key that is trusted; null to trust as this machine does.</summary>
    private static string? Pin(ParseResult command, Terminal terminal)
    {
        var (name, text) = command.GetValue(ServerKey) is { } given ? ("--server-key", given) : ("AUTHMESH_SERVER_KEY", terminal.Environment("AUTHMESH_SERVER_KEY"));
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return NodeId.TryParse(text, out var node) ? node.Value.ToString().ToUpperInvariant()
            : text.Length == 2 * Hash256.Size && text.All(char.IsAsciiHexDigit) ? text.ToUpperInvariant()
            : throw new UsageException($"{name} is '{text}'; allowed is a node's id, or 64 hexadecimal digits.");
    }
}
