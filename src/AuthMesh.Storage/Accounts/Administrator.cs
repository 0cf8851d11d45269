using Microsoft.AspNetCore.Identity;

namespace AuthMesh.Storage.Accounts;

/// <summary>A person who may sign in at this node's console.</summary>
public sealed class Administrator : IdentityUser;
