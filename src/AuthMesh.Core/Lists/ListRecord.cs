using System.Collections.Immutable;

namespace AuthMesh.Core.Lists;

/// <summary>One record of a list with all its heads, ordered by (writer, seq, index). A record without heads does not exist.</summary>
public sealed record ListRecord(RecordKey Key, ImmutableArray<Head> Heads)
{
    /// <summary>True when a put is among the heads: the record counts in the list and in its state hash.</summary>
    public bool HasPut => Heads.Any(h => h.Operation == ChangeOperation.Put);
}
