using System.Collections.Immutable;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Persistence;

/// <summary>Reads for people and programs, beside the writer and never blocking it. Each call sees one committed state.</summary>
public interface IListQueries
{
    /// <summary>A page of records that have a put among their heads, in a stable order; a page follows on from the last record of the page before,
    /// so records that come or go between calls neither repeat others nor hide them.</summary>
    /// <exception cref="FormatException">The cursor is not one that this query gave.</exception>
    RecordPage Records(ListName list, RecordFilter filter, int limit, string? cursor);

    /// <summary>The most keys of one call of <see cref="Records(ListName, IReadOnlyCollection{RecordKey})"/>.</summary>
    const int MostKeys = 1000;

    /// <summary>The records of these keys with all their heads, also where none of them is a put; those that do not exist are left out. In no particular order.</summary>
    /// <param name="keys">Distinct, at most <see cref="MostKeys"/>.</param>
    IReadOnlyList<ListRecord> Records(ListName list, IReadOnlyCollection<RecordKey> keys);

    /// <summary>Batches that <paramref name="seen"/> does not cover, in this node's order, from after a position.</summary>
    IReadOnlyList<JournalBatch> Journal(ListName list, VersionVector seen, long afterPosition, int limit);

    /// <summary>The batch at this dot; null when the journal does not have it.</summary>
    JournalBatch? FindBatch(ListName list, Dot dot);

    /// <summary>The batch with this id; null when the journal does not have it.</summary>
    JournalBatch? FindBatch(ListName list, Hash256 id);
}

/// <summary>Which records to give. Texts left null do not filter; <see cref="Subject"/> and the like compare for equality.</summary>
/// <param name="Query">Records in which any of the key's texts or the note contains this text (ordinal, ignoring case for ASCII).</param>
/// <param name="Contested">Only contested records, of any kind when <paramref name="Kind"/> is null.</param>
public sealed record RecordFilter(
    RecordKind? Kind,
    string? Subject = null,
    string? Action = null,
    string? Resource = null,
    Effect? Effect = null,
    string? Child = null,
    string? Parent = null,
    string? Entity = null,
    string? Name = null,
    string? Query = null,
    bool Contested = false);

/// <summary>A page of records and the cursor of the next one; null at the end.</summary>
public sealed record RecordPage(ImmutableArray<ListRecord> Records, string? Next);
