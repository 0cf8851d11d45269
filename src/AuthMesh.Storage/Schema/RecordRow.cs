namespace AuthMesh.Storage.Schema;

/// <summary>A record: <see cref="Key"/> and <see cref="Heads"/> are the whole of it, the columns between are for finding it.</summary>
internal sealed class RecordRow
{
    public int List { get; init; }

    /// <summary>See <see cref="Formats.RecordKeyEncoding"/>: keys sort by kind, then by subject, child or entity, and so on.</summary>
    public required byte[] Key { get; init; }

    /// <summary>Of an entry.</summary>
    public string? Action { get; init; }

    /// <summary>Of an entry.</summary>
    public string? Resource { get; init; }

    /// <summary>Of a membership.</summary>
    public string? Parent { get; init; }

    /// <summary>Of an attribute.</summary>
    public string? Name { get; init; }

    /// <summary>Of an entry.</summary>
    public int? Effect { get; init; }

    /// <summary>The record counts in the list; without it only the memory of its removal is kept.</summary>
    public bool HasPut { get; init; }

    public bool Contested { get; init; }

    /// <summary>The note of the latest put.</summary>
    public required string Note { get; init; }

    /// <summary>See <see cref="Formats.HeadsEncoding"/>.</summary>
    public required byte[] Heads { get; init; }
}
