namespace AuthMesh.Storage.Schema;

/// <summary>The number that stands for a list in all other tables. Numbers count from 1 and are never given anew.</summary>
internal sealed class ListNameRow
{
    public int Number { get; init; }

    public required string Name { get; init; }
}
