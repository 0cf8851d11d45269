namespace AuthMesh.Storage.Schema;

/// <summary>A batch of the journal, clustered in this node's order. A writer's tip is its row with the highest seq.</summary>
internal sealed class BatchRow
{
    public int List { get; init; }

    public long Position { get; init; }

    public int Writer { get; init; }

    public long Seq { get; init; }

    public required byte[] Id { get; init; }

    public required byte[] Signature { get; init; }

    /// <summary>See <see cref="Formats.PastEncoding"/>.</summary>
    public required byte[] Past { get; init; }

    public required byte[] Body { get; init; }
}
