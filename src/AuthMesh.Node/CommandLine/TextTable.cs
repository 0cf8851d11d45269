namespace AuthMesh.Node.CommandLine;

/// <summary>Columns under headings, parted by two blanks: read by people, cut by <c>awk</c>.</summary>
internal static class TextTable
{
    public static void Write(TextWriter output, string[] headings, IEnumerable<string[]> rows)
    {
        string[][] lines = [headings, .. rows];
        var widths = headings.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
        {
            output.WriteLine(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
