namespace AuthMesh.Client;

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

/// <summary>Asks for a token.</summary>
/// <param name="Name">For people and logs; 1 to 64 characters.</param>
public sealed record TokenRequest(TokenScope Scope, string Name);

/// <summary>A token without its secret.</summary>
public sealed record TokenItem(string Id, string Name, TokenScope Scope, string CreatedBy, DateTimeOffset CreatedAt);

/// <summary>A new token.</summary>
/// <param name="Token">The text to present as <c>Authorization: Bearer …</c>; shown here and never again.</param>
public sealed record NewToken(string Token, TokenItem Details);
