using AuthMesh.Client;

namespace AuthMesh.Node.CommandLine;

/// <summary>Why a node refused something, for people at a command line.</summary>
internal static class RefusalText
{
    /// <summary>In a sentence; of several errors, each on a line below.</summary>
    public static string Of(AuthMeshException refused)
    {
        var errors = refused.Problem?.Errors ?? [];
        return refused.Code == "contested" ? Contested(errors)
            : errors.Count > 1 ? $"{refused.Message}{string.Concat(errors.Select(error => $"{Environment.NewLine}  {error.Field} {error.Detail}"))}"
            : refused.Message;
    }

    /// <summary>What the node says of it names a member of the request, which nobody typed.</summary>
    private static string Contested(IReadOnlyList<FieldError> errors) =>
        $"{(errors is [var error, ..] ? error.Field : "What this changes")} is contested: sites changed it without having seen each other. Look at the conflict, then settle it with --resolve.";
}
