namespace AuthMesh.Node.Exchange.Csv;

/// <summary>Texts in cells that a spreadsheet must not take for a formula.</summary>
/// <remarks>A text that begins with a character by which spreadsheets know formulas gets an apostrophe in front, which they show as text. So that this can be
/// undone exactly, a text that begins with an apostrophe gets one too; reading takes one leading apostrophe away.
/// Source: OWASP, "CSV Injection".</remarks>
internal static class CsvCell
{
    // = + - @ and their full-width forms, tab, carriage return, line feed; and the apostrophe itself.
    private const string Guarded = "=+-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n'";

    public static string Guard(string text) => text.Length > 0 && Guarded.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;

    public static string Unguard(string cell) => cell.StartsWith('\'') ? cell[1..] : cell;
}
