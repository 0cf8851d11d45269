using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using AuthMesh.Core.Access;
using AuthMesh.Node.Hosting;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Rest.Authentication;

/// <summary>Who presented a token.</summary>
/// <param name="Actor">As the journal names them, e.g. <c>token:ci</c>.</param>
internal sealed record ApiCaller(string Actor, TokenScope Scope);

/// <summary>Finds who a token belongs to: a command on this machine, the configuration, or this node's own tokens.</summary>
internal sealed class ApiCallers(LocalAccess local, IOptions<ApiOptions> options, IApiTokens tokens)
{
    private static readonly ApiCaller _local = new("local", TokenScope.Admin);

    private readonly Dictionary<string, ApiCaller> _configured =
        options.Value.Tokens.ToDictionary(token => token.Sha256.ToUpperInvariant(), token => new ApiCaller($"token:{token.Name}", token.Scope));

    private readonly ConditionalWeakTable<ApiToken, ApiCaller> _stored = [];

    /// <summary>Null when the text is no token.</summary>
    public ApiCaller? Find(string text)
    {
        if (tokens.Find(text) is { } stored)
        {
            return _stored.GetValue(stored, static token => new ApiCaller($"token:{token.Name}", token.Scope));
        }

        // Looked up by digest, so that the time taken tells nothing of a token.
        return local.IsToken(text) ? _local
            : _configured.Count > 0 ? _configured.GetValueOrDefault(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))))
            : null;
    }
}
