using AuthMesh.Client;
using AuthMesh.Core.Access;
using AuthMesh.Node.Replication;

namespace AuthMesh.Node.Rest.Problems;

/// <summary>The one place where a rejected write becomes an answer.</summary>
internal static class WriteProblems
{
    private static readonly TimeSpan _busyPause = TimeSpan.FromSeconds(1);

    public static ApiProblem Of(WriteRejected rejected)
    {
        var status = rejected.Code switch
        {
            WriteRejection.Invalid => StatusCodes.Status400BadRequest,
            WriteRejection.UnknownList => StatusCodes.Status404NotFound,
            WriteRejection.NotReady => StatusCodes.Status503ServiceUnavailable,
            WriteRejection.Contested => StatusCodes.Status409Conflict,
            WriteRejection.VersionConflict => StatusCodes.Status409Conflict,
            WriteRejection.VersionUnknown => StatusCodes.Status412PreconditionFailed,
            WriteRejection.VersionOfAnotherList => StatusCodes.Status400BadRequest,
            WriteRejection.Busy => StatusCodes.Status429TooManyRequests,
            WriteRejection.NotAllowed => StatusCodes.Status403Forbidden,
            WriteRejection.StorageFailed => StatusCodes.Status503ServiceUnavailable,
            WriteRejection.UpgradeRequired => StatusCodes.Status503ServiceUnavailable,
            _ => throw new InvalidOperationException($"No answer is known for {rejected.Code}."),
        };
        return new ApiProblem(
            status,
            rejected.Code.ToCode(),
            rejected.Detail,
            rejected.Field is { } field ? [new FieldError(field, rejected.Detail)] : null,
            rejected.Code == WriteRejection.Busy ? _busyPause : null);
    }
}
