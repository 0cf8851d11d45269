using CsvHelper;

namespace AuthMesh.Node.Exchange.Csv;

/// <summary>The rows of cells of a table in CSV (RFC 4180), strictly: what is quoted wrongly is refused, never mended.</summary>
internal static class CsvTable
{
    /// <summary>The longest row, in bytes: an attribute's value at most, and room for its quotes.</summary>
    private const int MostOfARow = 256 * 1024;

    /// <summary>Row after row, each with the line on which it begins; empty lines are passed by.</summary>
    /// <exception cref="FileSyntaxException">While reading: not UTF-8, no CSV, or a row too long.</exception>
    public static IEnumerable<CsvTableRow> Read(byte[] file, CsvDialect dialect = CsvDialect.Table)
    {
        var isPolicy = dialect == CsvDialect.CasbinPolicy;
        FileBytes.Decode(file);
        using var csv = CsvHelper.CsvReader.Create(file, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            CommentPrefix = isPolicy ? '#' : null,
            TrimWhitespace = isPolicy,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = MostOfARow,
            TrackLineNumbers = true,
        });
        while (Next(csv))
        {
            if (csv.RawRecord.Length > MostOfARow)
            {
                throw new FileSyntaxException(new Position(csv.LineNumber, 1), $"this row has more than {MostOfARow} bytes");
            }

            var cells = new string[csv.FieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = csv.GetString(i);
            }

            yield return new CsvTableRow(csv.LineNumber, cells, isPolicy && HasBlankBehindACell(csv));
        }
    }

    private static bool HasBlankBehindACell(CsvHelper.CsvReader csv)
    {
        for (var i = 0; i < csv.FieldCount - 1; i++)
        {
            if (csv.GetRawSpan(i).TrimStart(" \t"u8) is [.., (byte)' ' or (byte)'\t'])
            {
                return true;
            }
        }

        return false;
    }

    private static bool Next(CsvHelper.CsvReader csv)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException e)
        {
            throw new FileSyntaxException(new Position(Math.Max(1, e.LineNumber), Math.Max(0, e.FieldIndex) + 1), $"is not CSV: {e.Message}");
        }
    }
}
