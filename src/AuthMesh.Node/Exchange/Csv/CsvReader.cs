namespace AuthMesh.Node.Exchange.Csv;

/// <summary>Reads a table of records: one record a line, with a column <c>kind</c> (<c>docs/native-file.md</c>). Strict, like the native file.</summary>
internal static class CsvReader
{
    /// <param name="name">What the file is called, for problems.</param>
    public static FileContent Read(string name, byte[] file)
    {
        var problems = new FileProblems(name);
        var records = new FileRecords(problems);
        try
        {
            string[]? columns = null;
            foreach (var (line, cells, _) in CsvTable.Read(file))
            {
                if (columns is null)
                {
                    columns = cells;
                    if (!IsHeader(columns, problems))
                    {
                        break;
                    }
                }
                else if (cells.Length != columns.Length)
                {
                    problems.Add(new Position(line, Math.Min(cells.Length, columns.Length) + 1), $"has {cells.Length} cells; the first line has {columns.Length}");
                }
                else if (!Array.TrueForAll(cells, string.IsNullOrEmpty)) // spreadsheets leave empty rows below a table
                {
                    new CsvRow(columns, cells, line, problems).AddTo(records);
                }
            }

            if (columns is null)
            {
                problems.Add(new Position(1, 1), $"is empty; allowed is a first line with the columns {string.Join(", ", CsvColumns.All)}");
            }
        }
        catch (FileSyntaxException e)
        {
            problems.Add(e.At, e.Message);
        }

        return new FileContent(records.All, problems, [], []);
    }

    private static bool IsHeader(string[] columns, FileProblems problems)
    {
        if (columns is [var only] && only.Contains(';', StringComparison.Ordinal))
        {
            problems.Add(new Position(1, 1), "the columns are parted by semicolons; allowed are commas (in the spreadsheet: save as CSV UTF-8, comma delimited)");
            return false;
        }

        for (var i = 0; i < columns.Length; i++)
        {
            if (!CsvColumns.All.Contains(columns[i]))
            {
                problems.Add(new Position(1, i + 1), $"'{columns[i]}' is no column that is known here; allowed are {string.Join(", ", CsvColumns.All)}");
            }
            else if (Array.IndexOf(columns, columns[i]) < i)
            {
                problems.Add(new Position(1, i + 1), $"the column '{columns[i]}' stands here twice");
            }
        }

        if (!columns.Contains(CsvColumns.Kind))
        {
            problems.Add(new Position(1, 1), $"the column '{CsvColumns.Kind}' is missing");
        }

        return problems.Count == 0;
    }
}
