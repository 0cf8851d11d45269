using System.Security.Claims;

namespace AuthMesh.Client.Authorization;

/// <summary>Which node is asked, and as whom.</summary>
public sealed class AuthMeshAuthorizationOptions
{
    /// <summary>The node's console address.</summary>
    public Uri Server { get; set; } = new("http://localhost:7480");

    /// <summary>A token with scope <c>check</c>; null when the node answers checks without one.</summary>
    public string? Token { get; set; }

    /// <summary>The list to ask; null for <c>default</c>.</summary>
    public string? List { get; set; }

    /// <summary>How long a check may take before it counts as denied. Shorter: a slow node denies sooner. Longer: requests wait longer. 0.01 s to 1 min; default 2 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The type of the subject that stands for a user.</summary>
    public string SubjectType { get; set; } = "user";

    /// <summary>The claim that holds the subject's id; a user without it is denied.</summary>
    public string SubjectClaim { get; set; } = ClaimTypes.NameIdentifier;
}
