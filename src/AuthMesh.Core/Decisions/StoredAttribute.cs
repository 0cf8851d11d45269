using System.Collections.Immutable;
using AuthMesh.Core.Conditions;

namespace AuthMesh.Core.Decisions;

/// <summary>The attribute records of one entity and name.</summary>
/// <param name="Plain">The value of the record without unknown fields: Absent when there is none, Unknown when contested.</param>
/// <param name="Newer">The unknown fields of the other records. Any makes the attribute unknown.</param>
internal sealed record StoredAttribute(Value Plain, ImmutableArray<string> Newer)
{
    /// <summary>No records.</summary>
    public static StoredAttribute None { get; } = new(Value.Absent, []);

    /// <summary>What conditions read.</summary>
    public Value Value => Newer.IsEmpty ? Plain : Value.Unknown;

    /// <summary>How many records.</summary>
    public int Records => Newer.Length + (Plain.IsAbsent ? 0 : 1);

    /// <summary>With a record's value now; Absent when it is gone.</summary>
    public StoredAttribute With(string unknown, Value value) => unknown.Length == 0
        ? this with { Plain = value }
        : this with { Newer = value.IsAbsent ? Newer.Remove(unknown) : Newer.Contains(unknown) ? Newer : Newer.Add(unknown) };
}
