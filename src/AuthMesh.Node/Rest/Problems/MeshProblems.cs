namespace AuthMesh.Node.Rest.Problems;

/// <summary>The one place where a refused change of the mesh becomes an answer.</summary>
internal static class MeshProblems
{
    /// <param name="code">As in <see cref="Core.Access.MeshOutcome.Error"/> and <see cref="Core.Access.InviteOutcome.Error"/>.</param>
    public static ApiProblem Of(string code, string detail) => new(StatusOf(code), code, detail);

    private static int StatusOf(string code) => code switch
    {
        "invalid" or "invalid_invitation" => StatusCodes.Status400BadRequest,
        "not_steward" or "not_allowed" or "refused" => StatusCodes.Status403Forbidden,
        "unknown_node" => StatusCodes.Status404NotFound,
        "busy" => StatusCodes.Status429TooManyRequests,
        "unreachable" => StatusCodes.Status502BadGateway,
        "no_mesh" or "not_ready" or "storage_failed" => StatusCodes.Status503ServiceUnavailable,
        // The mesh or the node is in a state that rules it out: already a member, not alone, …
        _ => StatusCodes.Status409Conflict,
    };
}
