namespace AuthMesh.Storage.Schema;

/// <summary>The number that stands for a writer in all other tables. Numbers count from 1 and are never given anew.</summary>
internal sealed class WriterRow
{
    public int Number { get; init; }

    /// <summary>32 bytes.</summary>
    public required byte[] Node { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] Incarnation { get; init; }
}
