using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Access;

/// <summary>A transaction to be written at this node.</summary>
/// <param name="IfVersion">Refuse when a record that the transaction touches has a head that this version does not cover.</param>
/// <param name="Resolve">Settle contested records that the transaction touches; without it they refuse it.</param>
public sealed record WriteRequest(ListName List, Transaction Transaction, VersionToken? IfVersion = null, bool Resolve = false);

/// <summary>What became of a write.</summary>
public abstract record WriteOutcome;

/// <summary>Durable here, and on its way to the others.</summary>
/// <param name="Version">The list's version at this node with the transaction applied.</param>
/// <param name="Dot">Where the transaction stands in the journal; null when nothing had to change.</param>
public sealed record WriteAccepted(VersionToken Version, TransactionDot? Dot) : WriteOutcome;

/// <summary>Nothing was changed.</summary>
/// <param name="Field">What it is about, e.g. <c>changes[2].subject</c>; null when about the whole.</param>
public sealed record WriteRejected(WriteRejection Code, string Detail, string? Field = null) : WriteOutcome;

/// <summary>Why a write was rejected; the snake_case form of a name is the API's error code.</summary>
public enum WriteRejection
{
    /// <summary>A change is malformed or not allowed in this list.</summary>
    Invalid,

    /// <summary>The mesh has no list of this name.</summary>
    UnknownList,

    /// <summary>The list was not received yet.</summary>
    NotReady,

    /// <summary>A touched record is contested and the request does not say that it settles it.</summary>
    Contested,

    /// <summary>A touched record has a head that the given version does not cover.</summary>
    VersionConflict,

    /// <summary>This node does not have what the given version names.</summary>
    VersionUnknown,

    /// <summary>The given version belongs to another list.</summary>
    VersionOfAnotherList,

    /// <summary>The node has more to write than it can; nothing was accepted, try again later.</summary>
    Busy,

    /// <summary>This node may not write the list.</summary>
    NotAllowed,

    /// <summary>The node could not store it.</summary>
    StorageFailed,

    /// <summary>The list holds changes of a kind that this version does not know.</summary>
    UpgradeRequired,
}
