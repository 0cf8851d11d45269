using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;

namespace AuthMesh.Admin.Entries;

/// <summary>What became of a write, and what would undo it.</summary>
/// <param name="Before">The entry as it was; null when it was not there.</param>
public sealed record EntryWrite(ListName List, Change Change, WriteOutcome Outcome, EntryRow? Before)
{
    /// <summary>Null where nothing was changed, or where the state before was a conflict: that cannot be written again.</summary>
    public Change? Inverse => Outcome is not WriteAccepted { Dot: not null } || Before is { Contested: true }
        ? null
        : Before is null
            ? Change.Remove(Change.Key)
            : Change.Put(Change.Key, new Details(Before.Window, Before.Note));
}
