namespace AuthMesh.Core.Access;

/// <summary>What a token allows; each scope includes those before it.</summary>
public enum TokenScope
{
    /// <summary>Ask for decisions.</summary>
    Check = 1,

    /// <summary>Read lists, journal and mesh.</summary>
    Read = 2,

    /// <summary>Change lists.</summary>
    Write = 3,

    /// <summary>Invite and approve nodes, declare lists, make tokens.</summary>
    Admin = 4,
}

/// <summary>Bearer tokens of the REST API. Only a digest of each is kept; they belong to a node and are not replicated.</summary>
public interface IApiTokens
{
    /// <summary>Makes a token; its text is shown here and never again.</summary>
    Task<CreatedToken> CreateAsync(TokenScope scope, string name, string createdBy, CancellationToken cancellationToken = default);

    /// <summary>The token with this text; null when there is none. Answers from memory: it stands before every check.</summary>
    ApiToken? Find(string text);

    /// <summary>All tokens, by name.</summary>
    Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Revokes a token at once; false when there is none with this id.</summary>
    Task<bool> RevokeAsync(string id, CancellationToken cancellationToken = default);
}

/// <summary>A token without its secret.</summary>
/// <param name="Id">Short and public: it is part of the text and names the token in logs.</param>
public sealed record ApiToken(string Id, string Name, TokenScope Scope, string CreatedBy, DateTimeOffset CreatedAt);

/// <summary>A new token and the text to present as <c>Authorization: Bearer …</c>.</summary>
public sealed record CreatedToken(ApiToken Token, string Text);
