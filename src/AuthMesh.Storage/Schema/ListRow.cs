namespace AuthMesh.Storage.Schema;

/// <summary>The state of a list beside its journal and records.</summary>
internal sealed class ListRow
{
    public int List { get; init; }

    public bool Ready { get; init; }

    /// <summary>The ids of the maximal batches, one after the other.</summary>
    public required byte[] Frontier { get; init; }

    public required byte[] StateSum { get; init; }

    public long Entries { get; init; }

    public long Memberships { get; init; }

    public long Attributes { get; init; }

    public long Conflicts { get; init; }

    public long Batches { get; init; }
}
