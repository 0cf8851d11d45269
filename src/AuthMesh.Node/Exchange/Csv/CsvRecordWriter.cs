using AuthMesh.Core.Lists;
using CsvHelper;

namespace AuthMesh.Node.Exchange.Csv;

/// <summary>Writes records as a table, a record a line: UTF-8 with a byte order mark, by which spreadsheets know it; RFC 4180 otherwise.</summary>
internal sealed class CsvRecordWriter : IRecordWriter, IDisposable
{
    private readonly CsvWriter _csv;

    public CsvRecordWriter(TextWriter output)
    {
        output.Write('\uFEFF');
        _csv = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\r\n" }, leaveOpen: true);
        _csv.WriteRecord([.. CsvColumns.All]);
    }

    public void Write(RecordKey key, Details details) =>
        _csv.WriteRecord([.. CsvColumns.All.Select(column => CsvCell.Guard(Cell(column, key, details) ?? ""))]);

    public void Finish() => _csv.Flush();

    private static string? Cell(string column, RecordKey key, Details details) => (column, key) switch
    {
        (CsvColumns.NotBefore, _) => Instant.Text(details.Window.NotBefore),
        (CsvColumns.ExpiresAt, _) => Instant.Text(details.Window.ExpiresAt),
        (CsvColumns.Note, _) => details.Note,
        (CsvColumns.Kind, EntryKey) => "entry",
        (CsvColumns.Effect, EntryKey entry) => entry.Effect == Effect.Allow ? "allow" : "deny",
        (CsvColumns.Subject, EntryKey entry) => entry.Subject,
        (CsvColumns.Action, EntryKey entry) => entry.Action,
        (CsvColumns.Resource, EntryKey entry) => entry.Resource,
        (CsvColumns.Condition, EntryKey entry) => entry.Condition,
        (CsvColumns.Kind, MembershipKey) => "membership",
        (CsvColumns.Child, MembershipKey membership) => membership.Child.Value,
        (CsvColumns.Parent, MembershipKey membership) => membership.Parent.Value,
        (CsvColumns.Kind, AttributeKey) => "attribute",
        (CsvColumns.Entity, AttributeKey attribute) => attribute.Entity.Value,
        (CsvColumns.Name, AttributeKey attribute) => attribute.Name,
        (CsvColumns.Value, AttributeKey) => details.Value,
        _ => null,
    };

    public void Dispose() => _csv.Dispose();
}
