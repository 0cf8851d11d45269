using AuthMesh.Core.Lists;

namespace AuthMesh.Admin.Entries;

/// <summary>The same actions for a terminal.</summary>
internal static class EntryCommand
{
    public static string Put(ListName list, EntryKey key, Details details)
    {
        var words = new List<string> { "authmesh", EffectText.Word(key.Effect), key.Subject, key.Action, key.Resource };
        AddCondition(words, key);
        if (WindowText.HasStart(details.Window))
        {
            words.AddRange(["--from", Instant(details.Window.NotBefore)]);
        }

        if (WindowText.HasEnd(details.Window))
        {
            words.AddRange(["--until", Instant(details.Window.ExpiresAt)]);
        }

        if (details.Note.Length > 0)
        {
            words.AddRange(["--note", details.Note]);
        }

        return Line(list, words);
    }

    public static string Remove(ListName list, EntryKey key)
    {
        var words = new List<string> { "authmesh", "revoke", key.Subject, key.Action, key.Resource };
        if (key.Effect == Effect.Deny)
        {
            words.AddRange(["--effect", "deny"]);
        }

        AddCondition(words, key);
        return Line(list, words);
    }

    private static void AddCondition(List<string> words, EntryKey key)
    {
        if (key.Condition.Length > 0)
        {
            words.AddRange(["--when", key.Condition]);
        }
    }

    private static string Line(ListName list, List<string> words)
    {
        if (list != ListName.Default)
        {
            words.AddRange(["--list", list.Value]);
        }

        return string.Join(' ', words.Select(Quote));
    }

    private static string Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>For a POSIX shell: whatever it might read as more than letters goes into single quotes.</summary>
    private static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_.:/@+,=".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
