namespace AuthMesh.Client;

/// <summary>Why a question is answered as it is.</summary>
/// <param name="Deciding">The entries that decide: those that deny or, when none does, those that allow.</param>
/// <param name="Considered">Entries for this question that do not decide, and why; the nearest to it first.</param>
/// <param name="Missing">What is missing for an allow; absent when the question is allowed.</param>
/// <param name="Cut">There is more than an explanation holds.</param>
/// <param name="Version">The state of the list by which it was decided.</param>
/// <param name="Instant">The instant at which it was decided.</param>
/// <param name="DataAgeSeconds">What others did longer ago than this is known at the node; absent while that cannot be told.</param>
public sealed record DecisionExplanation(
    bool Decision, IReadOnlyList<ExplainedEntry> Deciding, IReadOnlyList<ExplainedEntry> Considered, MissingAllow? Missing, bool Cut,
    string List, string Version, DateTimeOffset Instant, double? DataAgeSeconds = null)
{
    /// <summary>The nodes that the answer names by their ids, with their names in the roster: each name by its id.</summary>
    public IReadOnlyDictionary<string, string> NodeNames { get; init; } = new Dictionary<string, string>();

    /// <summary>What the question says of stored-only attributes, and so does not count, such as <c>subject.properties.role</c>; absent when it says nothing of them.</summary>
    public IReadOnlyList<string>? Ignored { get; init; }
}

/// <summary>An entry that is for the question.</summary>
/// <param name="Remarks">Of an entry that does not count: all that keeps it from it. Of a deny entry that counts: what is in doubt, and therefore counts for denying.</param>
public sealed record ExplainedEntry(EntryItem Entry, ExplainedMatch Subject, ExplainedMatch Action, ExplainedMatch Resource, IReadOnlyList<ExplainedRemark> Remarks);

/// <summary>How an entry comes to be for one name of the question.</summary>
/// <param name="Name">The question's name; an action as <c>action:NAME</c>.</param>
/// <param name="Pattern">What the entry has there.</param>
/// <param name="Path">The memberships from the name upwards; empty when the entry is for the name itself.</param>
public sealed record ExplainedMatch(string Name, string Pattern, IReadOnlyList<MembershipItem> Path);

/// <summary>What keeps an entry from counting, or puts it in doubt.</summary>
/// <param name="Child">Where it is true of a membership of the path, that membership; absent where it is true of the entry.</param>
/// <param name="Parent">The membership's parent.</param>
public sealed record ExplainedRemark(RemarkKind Kind, string? Child = null, string? Parent = null)
{
    /// <summary>Of a condition that cannot be told: what it reads and is not there, such as <c>resource.properties.owner</c>; absent when there is none. Likewise below.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>What it reads and sites disagree about, or the node's version does not understand.</summary>
    public IReadOnlyList<string>? Contested { get; init; }

    /// <summary>What it reads and is of a kind, or has a content, that is of no use where it stands.</summary>
    public IReadOnlyList<string>? Unfit { get; init; }
}

/// <summary>The sorts of remarks.</summary>
public enum RemarkKind
{
    /// <summary>Its window is over.</summary>
    Expired,

    /// <summary>Its window is still to come.</summary>
    NotYetValid,

    /// <summary>Changes that had not seen each other disagree about it: it counts for denying only.</summary>
    Contested,

    /// <summary>Sites gave it different windows, and the instant is not in all of them: it counts for denying only.</summary>
    WindowsDisagree,

    /// <summary>It has something that the node's version does not know: it counts for denying only.</summary>
    NotUnderstood,

    /// <summary>Its condition does not hold.</summary>
    ConditionFalse,

    /// <summary>Whether its condition holds cannot be told.</summary>
    ConditionUnknown,

    /// <summary>It would allow, but an entry that denies decides.</summary>
    Overridden,
}

/// <summary>What is missing for an allow.</summary>
/// <param name="Detail">The same in a sentence.</param>
/// <param name="Nearest">The allow entry that is nearest to counting; absent when there is none for the question.</param>
/// <param name="SubjectIn">What the subject is in, nearest first: an allow entry for one of these would be for the subject.</param>
/// <param name="ActionIn">The same for the action.</param>
/// <param name="ResourceIn">The same for the resource.</param>
public sealed record MissingAllow(
    MissingKind Kind, string Detail, ExplainedEntry? Nearest, IReadOnlyList<string> SubjectIn, IReadOnlyList<string> ActionIn, IReadOnlyList<string> ResourceIn);

/// <summary>Why a question is not allowed.</summary>
public enum MissingKind
{
    /// <summary>No list could hold one of the names.</summary>
    PossibleName,

    /// <summary>An entry denies.</summary>
    NoDenial,

    /// <summary>There are allow entries for the question, but something keeps each of them from counting.</summary>
    CountingEntry,

    /// <summary>There is no allow entry for the question.</summary>
    Entry,
}
