using AuthMesh.Core.Lists;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Exchange.Csv;

/// <summary>A line of the table. Reading notes what is wrong, with line and column.</summary>
internal sealed class CsvRow(string[] columns, string[] cells, long line, FileProblems problems)
{
    /// <summary>Adds the record of this line, when it is one.</summary>
    public void AddTo(FileRecords records)
    {
        var kind = Text(CsvColumns.Kind);
        if (!CsvColumns.OfKind.TryGetValue(kind, out var allowed))
        {
            problems.Add(PlaceOf(CsvColumns.Kind), $"kind is '{kind}'; allowed are {string.Join(", ", CsvColumns.OfKind.Keys)}");
            return;
        }

        var before = problems.Count;
        RefuseOthers(kind, allowed);
        var (key, details) = Read(kind);
        if (problems.Count == before)
        {
            records.Add(key, details, new Position(line, 1), field => (field, PlaceOf(field)));
        }
    }

    private (RecordKey Key, Details Details) Read(string kind) => kind switch
    {
        "entry" => (new EntryKey(Effect(), Text(CsvColumns.Subject), Text(CsvColumns.Action), Text(CsvColumns.Resource), Text(CsvColumns.Condition)), Details()),
        "membership" => (new MembershipKey(new EntityRef(Text(CsvColumns.Child)), new EntityRef(Text(CsvColumns.Parent))), Details()),
        _ => (new AttributeKey(new EntityRef(Text(CsvColumns.Entity)), Text(CsvColumns.Name)), new Details(Window.Always, Text(CsvColumns.Note), Value())),
    };

    private Effect Effect()
    {
        switch (Text(CsvColumns.Effect))
        {
            case "allow":
                return Core.Lists.Effect.Allow;
            case "deny":
                return Core.Lists.Effect.Deny;
            case var other:
                problems.Add(PlaceOf(CsvColumns.Effect), $"effect is '{other}'; allowed are allow, deny");
                return default;
        }
    }

    private Details Details() => new(Exchange.Instant.Between(Instant(CsvColumns.NotBefore), Instant(CsvColumns.ExpiresAt)), Text(CsvColumns.Note));

    private long? Instant(string column)
    {
        if (Text(column) is not { Length: > 0 } text)
        {
            return null;
        }

        if (!Rfc3339.TryParse(text, out var milliseconds))
        {
            problems.Add(PlaceOf(column), $"{column} is not {Rfc3339.Allowed}");
        }

        return milliseconds;
    }

    private string Value()
    {
        if (!CanonicalJson.TryCanonicalise(Text(CsvColumns.Value), out var value, out var error))
        {
            problems.Add(PlaceOf(CsvColumns.Value), $"value {error} A text needs its quotes: \"admin\"");
        }

        return value;
    }

    private void RefuseOthers(string kind, IReadOnlyList<string> allowed)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (cells[i].Length > 0 && columns[i] != CsvColumns.Kind && !allowed.Contains(columns[i]))
            {
                problems.Add(new Position(line, i + 1), $"{columns[i]} is not for the kind '{kind}'; allowed are {string.Join(", ", allowed)}");
            }
        }
    }

    private string Text(string column) => Array.IndexOf(columns, column) is >= 0 and var at ? CsvCell.Unguard(cells[at]) : "";

    private Position PlaceOf(string column) => new(line, Math.Max(0, Array.IndexOf(columns, column)) + 1);
}
