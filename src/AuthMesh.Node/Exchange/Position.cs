namespace AuthMesh.Node.Exchange;

/// <summary>A place in a file; both count from 1, the column in UTF-16 units. In CSV, the column is that of the table.</summary>
internal readonly record struct Position(long Line, long Column)
{
    public override string ToString() => $"{Line}:{Column}";
}
