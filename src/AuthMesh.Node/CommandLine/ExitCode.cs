using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>What a command ends with. Only <see cref="Success"/> ever means allow.</summary>
internal static class ExitCode
{
    public const int Success = 0, Negative = 1, Usage = 2, NotAllowed = 3, NotFound = 4, Conflict = 5, Unreachable = 6, PartlyDone = 7, Invalid = 8, Internal = 10;

    /// <summary>The code for a request that a node refused or did not answer.</summary>
    public static int Of(AuthMeshException failure) => ((int?)failure.Status, failure.Code) switch
    {
        (null, _) => Unreachable,
        (400 or 413 or 415, _) => Invalid,
        (401 or 403, _) => NotAllowed,
        (404, _) => NotFound,
        (409 or 412, _) => Conflict,
        (429 or 502 or 503 or 504, _) => Unreachable,
        _ => Internal,
    };
}
