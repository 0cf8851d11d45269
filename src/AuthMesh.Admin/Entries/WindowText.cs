using AuthMesh.Admin.Controls;
using AuthMesh.Core.Lists;

namespace AuthMesh.Admin.Entries;

/// <summary>A validity window in words; instants in UTC.</summary>
internal static class WindowText
{
    /// <summary>Empty for always; else begins with a blank, to be set behind a sentence.</summary>
    public static string Clause(Window window) => (HasStart(window), HasEnd(window)) switch
    {
        _ when window.IsEmpty => " " + EntriesTexts.Never,
        (true, true) => " " + string.Format(EntriesTexts.FromUntil, TimeText.Short(window.NotBefore), TimeText.Short(window.ExpiresAt)),
        (true, false) => " " + string.Format(EntriesTexts.From, TimeText.Short(window.NotBefore)),
        (false, true) => " " + string.Format(EntriesTexts.Until, TimeText.Short(window.ExpiresAt)),
        _ => "",
    };

    /// <summary>For a cell of a column that says UTC: one line for each end that there is.</summary>
    public static IReadOnlyList<string> Lines(Window window)
    {
        var lines = new List<string>();
        if (window.IsEmpty) return [EntriesTexts.Never];
        if (HasStart(window)) lines.Add(string.Format(EntriesTexts.FromShort, TimeText.Short(window.NotBefore)));
        if (HasEnd(window)) lines.Add(string.Format(EntriesTexts.UntilShort, TimeText.Short(window.ExpiresAt)));
        return lines.Count > 0 ? lines : [EntriesTexts.Always];
    }

    public static bool HasStart(Window window) => window.NotBefore != Window.Always.NotBefore;

    public static bool HasEnd(Window window) => window.ExpiresAt != Window.Always.ExpiresAt;
}
