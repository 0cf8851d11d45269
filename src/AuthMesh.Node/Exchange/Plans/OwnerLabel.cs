using System.Text.RegularExpressions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Exchange.Plans;

/// <summary>Marks the records that a file owns: at the beginning of their note, <c>owner:LABEL</c>, behind it a blank and the note proper.</summary>
/// <remarks>A note is a detail: it does not make another record of one, everybody sees it, and it is in the journal.</remarks>
internal readonly partial record struct OwnerLabel(string Value)
{
    /// <summary>What a label may look like, for error messages.</summary>
    public const string Allowed = "1 to 64 of a-z, 0-9, '.', '_', '-', beginning with a letter or digit";

    public static bool TryParse(string text, out OwnerLabel label)
    {
        label = new OwnerLabel(text);
        return Form().IsMatch(text);
    }

    /// <summary>The owner that a note names; null when it names none.</summary>
    public static OwnerLabel? Of(string note) =>
        note.StartsWith("owner:", StringComparison.Ordinal) && TryParse(note["owner:".Length..].Split(' ')[0], out var label) ? label : null;

    /// <summary>The record with this owner's mark.</summary>
    public FileRecord Mark(FileRecord record) => Of(record.Details.Note) is not null
        ? record
        : record with { Details = record.Details with { Note = record.Details.Note.Length == 0 ? $"owner:{Value}" : $"owner:{Value} {record.Details.Note}" } };

    public override string ToString() => Value;

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
