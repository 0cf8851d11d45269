using System.Text.Json;

namespace AuthMesh.Client;

/// <summary>Whether a record counts.</summary>
public enum RecordState
{
    /// <summary>It counts (within its window).</summary>
    InForce,

    /// <summary>Changes that had not seen each other disagree about it: it counts for denying, never for allowing.</summary>
    Contested,
}

/// <summary>One line of a list.</summary>
/// <param name="ChangedAt">When its latest change was made, by the clock of the node that made it.</param>
/// <param name="ChangedBy">Who made its latest change.</param>
/// <param name="ChangedAtNode">The id of the node that made it.</param>
/// <param name="Dot">The batch of its latest change.</param>
public sealed record EntryItem(
    Effect Effect, string Subject, string Action, string Resource, string? Condition,
    DateTimeOffset? NotBefore, DateTimeOffset? ExpiresAt, string? Note,
    RecordState State, DateTimeOffset ChangedAt, string ChangedBy, string ChangedAtNode, string Dot);

/// <summary><paramref name="Child"/> is in <paramref name="Parent"/>.</summary>
public sealed record MembershipItem(
    string Child, string Parent,
    DateTimeOffset? NotBefore, DateTimeOffset? ExpiresAt, string? Note,
    RecordState State, DateTimeOffset ChangedAt, string ChangedBy, string ChangedAtNode, string Dot);

/// <summary>A named value of an entity.</summary>
/// <param name="Value">Absent when contested: which of the values counts is not settled.</param>
public sealed record AttributeItem(
    string Entity, string Name, JsonElement? Value, string? Note,
    RecordState State, DateTimeOffset ChangedAt, string ChangedBy, string ChangedAtNode, string Dot);

/// <summary>A contested record with everything that claims to be its latest change.</summary>
/// <param name="Record">The change that would put the record as its latest put says.</param>
/// <param name="Heads">At least two.</param>
public sealed record ConflictItem(ListChange Record, IReadOnlyList<ConflictHead> Heads);

/// <summary>One side of a conflict.</summary>
/// <param name="Change">What this side did.</param>
public sealed record ConflictHead(ListChange Change, string Dot, DateTimeOffset Time, string Actor, string Node, bool CountsOnlyForDenying);
