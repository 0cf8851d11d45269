using System.Runtime.CompilerServices;
using AuthMesh.Core.Access;
using AuthMesh.Node.Hosting;

namespace AuthMesh.Node.Rest.Authentication;

/// <summary>Finds whom a token belongs to: one of this node's tokens, or a command on this machine.</summary>
internal sealed class ApiCallers(IApiTokens tokens, LocalAccess local)
{
    private static readonly ApiCaller _local = new("local", TokenScope.Admin);

    // One caller for each token as long as it lives: this stands before every check.
    private readonly ConditionalWeakTable<ApiToken, ApiCaller> _callers = [];

    /// <summary>Null when the text is no token.</summary>
    public ApiCaller? Find(string text) =>
        tokens.Find(text) is { } token
            ? _callers.GetValue(token, static token => new ApiCaller($"token:{token.Name}", token.Scope))
            : local.IsToken(text) ? _local : null;
}
