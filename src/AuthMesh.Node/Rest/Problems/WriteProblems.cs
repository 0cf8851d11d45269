using AuthMesh.Client;
using AuthMesh.Core.Access;

namespace AuthMesh.Node.Rest.Problems;

/// <summary>The one place where a rejected write becomes an answer.</summary>
internal static class WriteProblems
{
    private static readonly TimeSpan _busyPause = TimeSpan.FromSeconds(1);

    public static ApiProblem Of(WriteRejected rejected)
    {
        var (status, code) = rejected.Code switch
        {
            WriteRejection.Invalid => (StatusCodes.Status400BadRequest, "invalid"),
            WriteRejection.UnknownList => (StatusCodes.Status404NotFound, "unknown_list"),
            WriteRejection.NotReady => (StatusCodes.Status503ServiceUnavailable, "not_ready"),
            WriteRejection.Contested => (StatusCodes.Status409Conflict, "contested"),
            WriteRejection.VersionConflict => (StatusCodes.Status409Conflict, "version_conflict"),
            WriteRejection.VersionUnknown => (StatusCodes.Status412PreconditionFailed, "version_unknown"),
            WriteRejection.VersionOfAnotherList => (StatusCodes.Status400BadRequest, "version_of_another_list"),
            WriteRejection.Busy => (StatusCodes.Status429TooManyRequests, "busy"),
            WriteRejection.NotAllowed => (StatusCodes.Status403Forbidden, "not_allowed"),
            WriteRejection.StorageFailed => (StatusCodes.Status503ServiceUnavailable, "storage_failed"),
            WriteRejection.UpgradeRequired => (StatusCodes.Status503ServiceUnavailable, "upgrade_required"),
            _ => throw new InvalidOperationException($"No answer is known for {rejected.Code}."),
        };
        return new ApiProblem(
            status,
            code,
            rejected.Detail,
            rejected.Field is { } field ? [new FieldError(field, rejected.Detail)] : null,
            rejected.Code == WriteRejection.Busy ? _busyPause : null);
    }
}
