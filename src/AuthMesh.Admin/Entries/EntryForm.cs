using System.Globalization;
using AuthMesh.Core.Lists;

namespace AuthMesh.Admin.Entries;

/// <summary>What the entry dialog holds while somebody types, and what is wrong with it.</summary>
internal sealed class EntryForm
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm";

    /// <summary>The entry whose details are changed; null to add one. Its key stays as it is, to the last part of it.</summary>
    private EntryKey? _key;

    public Effect Effect { get; set; } = Effect.Allow;

    public string Subject { get; set; } = "";

    public string Action { get; set; } = "";

    public string Resource { get; set; } = "";

    /// <summary>In the language of docs/conditions.md; empty for none.</summary>
    public string Condition { get; set; } = "";

    /// <summary>As the browser's date and time control gives it, read as UTC; empty for none.</summary>
    public string From { get; set; } = "";

    public string Until { get; set; } = "";

    public string Note { get; set; } = "";

    public EntryKey Key => _key ?? new(Effect, Subject, Action, Resource, Condition.Trim());

    public Details Details => new(new Window(Instant(From) ?? Window.Always.NotBefore, Instant(Until) ?? Window.Always.ExpiresAt), Note.Trim());

    /// <summary>To change the details of an entry that is there.</summary>
    public static EntryForm Of(EntryRow row) => new()
    {
        _key = row.Key,
        Effect = row.Key.Effect,
        Subject = row.Key.Subject,
        Action = row.Key.Action,
        Resource = row.Key.Resource,
        Condition = row.Key.Condition,
        From = WindowText.HasStart(row.Window) ? Text(row.Window.NotBefore) : "",
        Until = WindowText.HasEnd(row.Window) ? Text(row.Window.ExpiresAt) : "",
        Note = row.Note,
    };

    /// <summary>Everything that is wrong, by the API's name of the field.</summary>
    public IReadOnlyDictionary<string, string> Errors(ListName list)
    {
        var errors = new Dictionary<string, string>();
        foreach (var error in ChangeRules.Check(list, Change.Put(Key, Details)))
        {
            errors.TryAdd(error.Field, $"{LabelOf(error.Field)} {error.Detail}.");
        }

        if (From.Length > 0 && Instant(From) is null)
        {
            errors["notBefore"] = EntriesTexts.InstantWrong;
        }

        if (Until.Length > 0 && Instant(Until) is null)
        {
            errors["expiresAt"] = EntriesTexts.InstantWrong;
        }

        return errors;
    }

    /// <summary>What deserves a second look though it is allowed; null for nothing.</summary>
    public string? Warning() => (Effect, Subject, Resource) switch
    {
        (Effect.Allow, "*", "*") => EntriesTexts.WarnEveryoneEverything,
        (Effect.Allow, "*", _) => EntriesTexts.WarnEveryone,
        (Effect.Allow, _, "*") => EntriesTexts.WarnEverything,
        (Effect.Deny, "*", _) => EntriesTexts.WarnDenyEveryone,
        _ => null,
    };

    private static string LabelOf(string field) => field switch
    {
        "subject" => EntriesTexts.Subject,
        "action" => EntriesTexts.Action,
        "resource" => EntriesTexts.Resource,
        "condition" => EntriesTexts.Condition,
        "note" => EntriesTexts.Note,
        "expiresAt" => EntriesTexts.UntilLabel,
        _ => field,
    };

    private static long? Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.ToUnixTimeMilliseconds() : null;

    private static string Text(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString(InstantFormat, CultureInfo.InvariantCulture);
}
