namespace AuthMesh.Node.Rest.Problems;

/// <summary>The one place where a refused change of the mesh becomes an answer.</summary>
internal static class MeshProblems
{
    /// <param name="code">As in <see cref="Core.Access.MeshOutcome.Error"/> and <see cref="Core.Access.InviteOutcome.Error"/>.</param>
    public static ApiProblem Of(string code, string detail) => new(StatusOf(code), code, detail);

    private static int StatusOf(string code) => code switch
    {
        "invalid" or "invalid_invitation" or "invitation_expired" => StatusCodes.Status400BadRequest,
        "not_steward" or "not_allowed" or "join_refused" => StatusCodes.Status403Forbidden,
        "unknown_node" or "unknown_list" => StatusCodes.Status404NotFound,
        "busy" => StatusCodes.Status429TooManyRequests,
        "steward_unreachable" => StatusCodes.Status502BadGateway,
        "not_ready" or "storage_failed" => StatusCodes.Status503ServiceUnavailable,
        // The mesh or the node is in a state that rules it out: already a member, not alone, …
        _ => StatusCodes.Status409Conflict,
    };
}
