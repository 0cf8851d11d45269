namespace AuthMesh.Node.Exchange.Csv;

/// <summary>A row of a table.</summary>
/// <param name="Line">On which it begins, from 1.</param>
/// <param name="HasBlankBehindACell">A bare cell other than the last has a blank behind it; told only where blanks are trimmed.</param>
internal readonly record struct CsvTableRow(long Line, string[] Cells, bool HasBlankBehindACell);
