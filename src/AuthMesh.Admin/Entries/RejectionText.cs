using AuthMesh.Core.Access;

namespace AuthMesh.Admin.Entries;

/// <summary>Why a write was refused, for a person.</summary>
internal static class RejectionText
{
    public static string Of(WriteRejected rejected) => rejected.Code switch
    {
        WriteRejection.Contested => EntriesTexts.RejectedContested,
        WriteRejection.VersionConflict => EntriesTexts.RejectedVersionConflict,
        WriteRejection.NotReady => EntriesTexts.RejectedNotReady,
        WriteRejection.Busy => EntriesTexts.RejectedBusy,
        WriteRejection.StorageFailed => EntriesTexts.RejectedStorage,
        WriteRejection.UpgradeRequired => EntriesTexts.RejectedUpgrade,
        _ => rejected.Detail,
    };

    /// <summary>The field's name without the path of the change: <c>changes[0].subject</c> is <c>subject</c>.</summary>
    public static string FieldOf(WriteRejected rejected) => rejected.Field is { } field ? field[(field.LastIndexOf('.') + 1)..] : "";
}
